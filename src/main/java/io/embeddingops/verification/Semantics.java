package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;

/** Whether likeness of vectors is likeness of meaning. Only a warning: a model may be made for another likeness. */
final class Semantics {

    private static final double MARGIN = 0.05;

    private Semantics() {}

    static Optional<Finding> weakness(List<float[]> vectors) {
        var near = mean(vectors, Texts.NEAR);
        var far = mean(vectors, Texts.FAR);
        return near - far >= MARGIN
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Problem.WEAK_SEMANTICS,
                                "texts of like meaning have a mean cosine of " + Cosine.text(near) + ", unlike ones of "
                                        + Cosine.text(far) + "; at least " + MARGIN
                                        + " should lie between them: is it the right model, with its own tokenizer and pooling?"));
    }

    static double mean(List<float[]> vectors, List<Texts.Pair> pairs) {
        return pairs.stream()
                .mapToDouble(pair -> Cosine.of(vectors.get(pair.one()), vectors.get(pair.other())))
                .average()
                .orElseThrow();
    }
}
