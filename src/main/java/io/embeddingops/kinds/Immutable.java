package io.embeddingops.kinds;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;

/** Objects whose content the API server lets nobody change. */
public final class Immutable {

    private Immutable() {}

    /** Whether the API server would refuse to give the object the content that is wanted. */
    public static boolean forbids(HasMetadata actual, HasMetadata wanted) {
        return actual instanceof ConfigMap there
                && wanted instanceof ConfigMap other
                && Boolean.TRUE.equals(there.getImmutable())
                && !(same(there.getData(), other.getData()) && same(there.getBinaryData(), other.getBinaryData()));
    }

    private static boolean same(Map<String, String> there, Map<String, String> wanted) {
        return Objects.requireNonNullElse(there, Map.of()).equals(Objects.requireNonNullElse(wanted, Map.of()));
    }
}
