package io.embeddingops.plan.bounds;

import java.util.List;

/** The values of a {@link Bound} that are allowed. */
public sealed interface Allowance {

    /** Wildcard for all names or images. */
    String ANY = "*";

    /** Whether a service may use the value. */
    boolean allows(String value);

    /** Everything or nothing. */
    record Always(boolean allowed) implements Allowance {
        @Override
        public boolean allows(String value) {
            return allowed;
        }
    }

    /** The listed absolute directories and everything under them. */
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

    /** The listed names. A name that ends with {@code *} is a prefix. */
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

    /** The listed Gateways, as {@code NAMESPACE/NAME}; {@code NAMESPACE/*} allows a whole namespace, {@code *} all of them. */
    record Gateways(List<String> gateways) implements Allowance {
        public Gateways {
            gateways = List.copyOf(gateways);
        }

        @Override
        public boolean allows(String value) {
            var namespace = value.substring(0, value.indexOf('/') + 1);
            return gateways.contains(ANY) || gateways.contains(value) || gateways.contains(namespace + ANY);
        }
    }

    /** Images from the listed registries and repositories and everything under them. {@code *} allows all images. */
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

    /** The cluster's allowance is unknown, as in {@code render}; only the default is known. */
    record Unknown(Allowance byDefault) implements Allowance {
        @Override
        public boolean allows(String value) {
            return true;
        }
    }
}
