package io.embeddingops.cli;

import java.util.Optional;

/** The version of the operator. */
public final class Version {

    private Version() {}

    /** The version in the jar's manifest; {@code development} outside of a jar. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
