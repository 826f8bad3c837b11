package io.embeddingops.verification;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Checks that the server supports each declared output size. */
final class DimensionCheck {

    private static final int MAX_SIZES = Suite.MAX_REQUESTS - SuiteRun.REQUESTS;

    private DimensionCheck() {}

    static void run(RetryingClient client, List<Integer> dimensions, boolean normalized, Consumer<Finding> findings)
            throws AbortException {
        for (var size : sample(dimensions.stream().distinct().toList())) {
            try {
                var vector =
                        client.embed(List.of(Texts.SHORT), OptionalInt.of(size)).get(0);
                if (vector.length == size) {
                    VectorCheck.check("a text at " + size + " dimensions", vector, normalized);
                } else {
                    findings.accept(finding(size + " dimensions were requested, but " + vector.length + " returned"));
                }
            } catch (EndpointException e) {
                findings.accept(finding(size + " dimensions: " + e.getMessage()));
            }
        }
    }

    /** At most {@value #MAX_SIZES} sizes, evenly spread, including the first and the last. */
    static List<Integer> sample(List<Integer> sizes) {
        var last = sizes.size() - 1;
        return sizes.size() <= MAX_SIZES
                ? sizes
                : IntStream.range(0, MAX_SIZES)
                        .mapToObj(i -> sizes.get(Math.round((float) i * last / (MAX_SIZES - 1))))
                        .toList();
    }

    private static Finding finding(String message) {
        return new Finding(
                Problem.DIMENSIONS_REFUSED,
                message + "; declare only sizes that the model was trained for (model.dimensions)");
    }
}
