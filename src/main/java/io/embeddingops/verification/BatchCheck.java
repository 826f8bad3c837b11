package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Checks that a text has the same vector in a batch, in a reordered batch and alone. */
final class BatchCheck {

    /** Vectors of the same text must have a greater cosine. Rounding stays far above it, real faults are far below. */
    static final double MIN_COSINE = 0.999;

    /** Positions of the texts that are also sent alone. */
    static final List<Integer> SINGLES = List.of(0, 5);

    /** An order of the texts in which a server that reverses or shifts a batch makes a different mistake. */
    private static final List<Integer> SHUFFLED = List.of(4, 0, 7, 2, 9, 5, 1, 8, 3, 6);

    private final List<float[]> batch;
    private double min = 1;
    private String worst = "";

    BatchCheck(List<float[]> batch) {
        this.batch = batch;
    }

    static List<String> shuffledTexts() {
        return SHUFFLED.stream().map(Texts.ALL::get).toList();
    }

    void compareShuffled(List<float[]> shuffled) {
        for (int i = 0; i < shuffled.size(); i++) {
            compare(SHUFFLED.get(i), shuffled.get(i), "in a reordered batch");
        }
    }

    void compare(int text, float[] vector, String where) {
        var cosine = Cosine.of(batch.get(text), vector);
        if (cosine < min) {
            min = cosine;
            worst = "text " + (text + 1) + " has different vectors in a batch and " + where + ": cosine "
                    + Cosine.text(cosine) + ", must be above " + MIN_COSINE + "; "
                    + owner(vector).stream()
                            .mapToObj(other -> "the second vector is that of text " + (other + 1)
                                    + " in the batch, so the server mixes up the order")
                            .findFirst()
                            .orElse("vectors depend on the other texts of a batch: try another attention backend"
                                    + " (--attention-backend), or server.prefixCache: false");
        }
    }

    Optional<Finding> finding() {
        return min > MIN_COSINE ? Optional.empty() : Optional.of(new Finding(Problem.BATCH_MISMATCH, worst));
    }

    private OptionalInt owner(float[] vector) {
        return IntStream.range(0, batch.size())
                .filter(text -> Cosine.of(batch.get(text), vector) > MIN_COSINE)
                .findFirst();
    }
}
