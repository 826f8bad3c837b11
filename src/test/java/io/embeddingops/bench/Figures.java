package io.embeddingops.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measured values by name. The names are those in the JSON files. */
final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();

    void put(String name, double value) {
        values.put(name, value);
    }

    void putAll(Figures others) {
        values.putAll(others.values);
    }

    /** That figure, NaN if it was not measured. */
    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    Map<String, Double> values() {
        return values;
    }

    /** Each figure's median; of an even number of rounds the lower one. */
    static Figures medians(List<Figures> rounds) {
        var names = new LinkedHashSet<String>();
        rounds.forEach(round -> names.addAll(round.values.keySet()));
        var medians = new Figures();
        for (var name : names) {
            medians.put(
                    name,
                    median(rounds.stream()
                            .map(round -> round.values.get(name))
                            .filter(Objects::nonNull)
                            .mapToDouble(Double::doubleValue)
                            .toArray()));
        }
        return medians;
    }

    /** Each figure's mean. Both must have the same figures. */
    static Figures mean(Figures one, Figures other) {
        var means = new Figures();
        one.values.forEach((name, value) -> means.put(name, (value + other.values.get(name)) / 2));
        return means;
    }

    static double median(double[] values) {
        return percentile(values, 50);
    }

    /** The smallest value that this percentage of all values does not exceed. */
    static double percentile(double[] values, int percent) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }
}
