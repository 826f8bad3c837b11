package io.embeddingops.plan;

import java.util.List;

/** Which directories of a node an EmbeddingService may mount. */
public sealed interface HostPathPolicy {

    /** Whether that directory may be mounted. */
    boolean allows(String path);

    /** Only directories at or below the listed absolute prefixes. */
    record Below(List<String> prefixes) implements HostPathPolicy {
        public Below {
            prefixes = List.copyOf(prefixes);
        }

        @Override
        public boolean allows(String path) {
            return prefixes.stream()
                    .map(HostPathPolicy::directory)
                    .anyMatch(prefix -> directory(path).startsWith(prefix));
        }
    }

    /** The cluster's policy is not known here, as in {@code render}. */
    record Unknown() implements HostPathPolicy {
        @Override
        public boolean allows(String path) {
            return true;
        }
    }

    private static String directory(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
