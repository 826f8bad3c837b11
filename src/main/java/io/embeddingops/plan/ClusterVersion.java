package io.embeddingops.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/** A version of Kubernetes. */
public record ClusterVersion(int major, int minor) {

    /** The first version that mounts images as volumes without a feature gate. */
    static final ClusterVersion IMAGE_VOLUMES = new ClusterVersion(1, 35);

    /** Some providers append a sign: {@code 35+}. */
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,4})[^0-9]?.*");

    /** The version that the API server reports; empty if it is not readable. */
    public static Optional<ClusterVersion> of(String major, String minor) {
        return number(major).flatMap(first -> number(minor).map(second -> new ClusterVersion(first, second)));
    }

    boolean isAtLeast(ClusterVersion other) {
        return major > other.major || major == other.major && minor >= other.minor;
    }

    private static Optional<Integer> number(String text) {
        return Optional.ofNullable(text)
                .map(NUMBER::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.valueOf(matcher.group(1)));
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
