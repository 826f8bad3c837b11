package io.embeddingops.verification;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whether each size is answered that requests may ask for. */
final class DimensionCheck {

    private static final int MOST = Suite.MOST_REQUESTS - SuiteRun.REQUESTS;

    private DimensionCheck() {}

    static void run(Questions questions, List<Integer> dimensions, Consumer<Finding> findings) throws Stop {
        for (var size : chosen(dimensions.stream().distinct().toList())) {
            try {
                var vector = questions
                        .embed(List.of(Texts.SHORT), OptionalInt.of(size))
                        .get(0);
                if (vector.length == size) {
                    Validity.check("a text at " + size + " dimensions", vector);
                } else {
                    findings.accept(refused(size + " dimensions were asked for and " + vector.length + " answered"));
                }
            } catch (EndpointException e) {
                findings.accept(refused(size + " dimensions: " + e.getMessage()));
            }
        }
    }

    /** At most {@value #MOST}, evenly spread, with the first and the last. */
    static List<Integer> chosen(List<Integer> sizes) {
        var last = sizes.size() - 1;
        return sizes.size() <= MOST
                ? sizes
                : IntStream.range(0, MOST)
                        .mapToObj(i -> sizes.get(Math.round((float) i * last / (MOST - 1))))
                        .toList();
    }

    private static Finding refused(String message) {
        return new Finding(
                Problem.DIMENSIONS_REFUSED,
                message + "; only sizes may be declared (model.dimensions) for which the model was trained");
    }
}
