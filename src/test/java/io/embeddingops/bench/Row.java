package io.embeddingops.bench;

import java.util.Optional;

/**
 * A line of the table.
 *
 * @param label what it says
 * @param figure whose value it shows
 * @param digits after the point
 * @param limits the most that is good, by count of resources; empty if there is none
 */
record Row(String label, String figure, int digits, Limit limits) {

    /** The most that is good for a count of resources. */
    @FunctionalInterface
    interface Limit {
        Optional<Double> at(int count);
    }

    static Row of(String label, String figure, int digits) {
        return new Row(label, figure, digits, count -> Optional.empty());
    }

    static Row of(String label, String figure, int digits, double limit) {
        return new Row(label, figure, digits, count -> Optional.of(limit));
    }

    /** Limits for 1000 resources or fewer, and for more. */
    static Row of(String label, String figure, int digits, double few, double many) {
        return new Row(label, figure, digits, count -> Optional.of(count <= 1000 ? few : many));
    }

    boolean isMeasured(Figures figures) {
        return !Double.isNaN(figures.get(figure));
    }

    String value(Figures figures) {
        return isMeasured(figures) ? ("%." + digits + "f").formatted(figures.get(figure)) : "-";
    }

    String limit(int count) {
        return limits.at(count)
                .map(limit -> "<= " + ("%." + digits + "f").formatted(limit))
                .orElse("");
    }

    /** Whether the value, as it is shown, is over the limit. */
    boolean missed(Figures figures, int count) {
        var scale = Math.pow(10, digits);
        return limits.at(count)
                .filter(limit -> Math.round(figures.get(figure) * scale) > Math.round(limit * scale))
                .isPresent();
    }
}
