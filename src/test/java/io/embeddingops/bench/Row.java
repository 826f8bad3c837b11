package io.embeddingops.bench;

import java.util.Optional;

/**
 * A row of the table.
 *
 * @param label first column
 * @param figure name of the figure it shows
 * @param digits number of decimals
 * @param limits the maximum, by number of resources; empty if there is none
 */
record Row(String label, String figure, int digits, Limit limits) {

    /** The maximum for a number of resources. */
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

    /** Whether the displayed value exceeds the limit. */
    boolean missed(Figures figures, int count) {
        var scale = Math.pow(10, digits);
        return limits.at(count)
                .filter(limit -> Math.round(figures.get(figure) * scale) > Math.round(limit * scale))
                .isPresent();
    }
}
