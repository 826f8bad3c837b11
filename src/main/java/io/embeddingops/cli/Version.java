package io.embeddingops.cli;

import java.util.Optional;

/** Which version of the operator this is. */
public final class Version {

    private Version() {}

    /** The version in the jar's manifest; {@code development} when not run from a jar. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
