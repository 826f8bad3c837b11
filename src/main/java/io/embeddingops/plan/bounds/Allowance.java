package io.embeddingops.plan.bounds;

import java.util.List;

/** Which values of a {@link Bound} are allowed. */
public sealed interface Allowance {

    /** What stands for every name or image. */
    String ANY = "*";

    /** Whether a service may have that. */
    boolean allows(String value);

    /** Everything or nothing. */
    record Always(boolean allowed) implements Allowance {
        @Override
        public boolean allows(String value) {
            return allowed;
        }
    }

    /** Directories at or below the listed absolute ones. */
    record Below(List<String> directories) implements Allowance {
        public Below {
            directories = List.copyOf(directories);
        }

        @Override
        public boolean allows(String value) {
            return directories.stream().map(Below::slashed).anyMatch(slashed(value)::startsWith);
        }

        private static String slashed(String path) {
            return path.endsWith("/") ? path : path + "/";
        }
    }

    /** The listed names; one that ends with {@code *} stands for all that begin like it. */
    record Named(List<String> names) implements Allowance {
        public Named {
            names = List.copyOf(names);
        }

        @Override
        public boolean allows(String value) {
            return names.stream()
                    .anyMatch(name -> name.endsWith(ANY)
                            ? value.startsWith(name.substring(0, name.length() - 1))
                            : value.equals(name));
        }
    }

    /** Images of the listed registries and repositories and of those below them; {@code *} stands for all images. */
    record From(List<String> prefixes) implements Allowance {
        public From {
            prefixes = prefixes.stream()
                    .map(prefix -> prefix.equals(ANY) ? ANY : Repository.prefix(prefix))
                    .distinct()
                    .toList();
        }

        @Override
        public boolean allows(String value) {
            var repository = Repository.of(value) + "/";
            return prefixes.stream().anyMatch(prefix -> prefix.equals(ANY) || repository.startsWith(prefix + "/"));
        }
    }

    /** The cluster's allowance is not known here, as in {@code render}; an operator's usual one is. */
    record Unknown(Allowance usual) implements Allowance {
        @Override
        public boolean allows(String value) {
            return true;
        }
    }
}
