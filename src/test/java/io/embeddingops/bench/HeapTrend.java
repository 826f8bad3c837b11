package io.embeddingops.bench;

import java.util.List;

/** Detects leaks from the heap after a full collection, measured every minute with a constant number of resources. */
final class HeapTrend {

    private static final double GROWTH = 1.1;
    private static final double NOISE_MIB = 4;

    private HeapTrend() {}

    /** Compares the medians of the last and the second third, because caches fill during the first. */
    static List<String> faults(List<Double> mib) {
        var third = mib.size() / 3;
        if (third == 0) {
            return List.of();
        }
        var middle = median(mib.subList(third, 2 * third));
        var last = median(mib.subList(mib.size() - third, mib.size()));
        return last <= middle * GROWTH + NOISE_MIB
                ? List.of()
                : List.of("the heap grew from %.1f to %.1f MiB".formatted(middle, last));
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
