package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whether a text has the vector that it has in a batch also in another batch, and alone. */
final class BatchCheck {

    /** Two vectors of one text must have a greater cosine. Rounding stays far above it, a fault far below. */
    static final double SAME = 0.999;

    /** Positions of the texts that are also sent alone. */
    static final List<Integer> SINGLES = List.of(0, 5);

    /** An order of the texts in which a server that reverses or shifts the vectors of a batch makes another mistake. */
    private static final List<Integer> SHUFFLED = List.of(4, 0, 7, 2, 9, 5, 1, 8, 3, 6);

    private final List<float[]> batch;
    private double least = 1;
    private String worst = "";

    BatchCheck(List<float[]> batch) {
        this.batch = batch;
    }

    static List<String> shuffledTexts() {
        return SHUFFLED.stream().map(Texts.ALL::get).toList();
    }

    void compareShuffled(List<float[]> shuffled) {
        for (int i = 0; i < shuffled.size(); i++) {
            compare(SHUFFLED.get(i), shuffled.get(i), "in a batch of another order");
        }
    }

    void compare(int text, float[] vector, String where) {
        var cosine = Cosine.of(batch.get(text), vector);
        if (cosine < least) {
            least = cosine;
            worst = "text " + (text + 1) + " in a batch and " + where + ": the vectors have a cosine of "
                    + Cosine.text(cosine) + ", which must exceed " + SAME + "; "
                    + owner(vector).stream()
                            .mapToObj(other -> "the second is that of text " + (other + 1)
                                    + " in the batch, so the server mixes up the order")
                            .findFirst()
                            .orElse("vectors depend on what is computed beside them: another attention backend may help"
                                    + " (--attention-backend), and server.prefixCache: false");
        }
    }

    Optional<Finding> finding() {
        return least > SAME ? Optional.empty() : Optional.of(new Finding(Problem.BATCH_MISMATCH, worst));
    }

    private OptionalInt owner(float[] vector) {
        return IntStream.range(0, batch.size())
                .filter(text -> Cosine.of(batch.get(text), vector) > SAME)
                .findFirst();
    }
}
