package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;

/** Checks that texts with similar meaning have similar vectors. Only warns: a model may measure another similarity. */
final class SemanticCheck {

    private static final double MARGIN = 0.05;

    private SemanticCheck() {}

    static Optional<Finding> finding(List<float[]> vectors) {
        var near = mean(vectors, Texts.NEAR);
        var far = mean(vectors, Texts.FAR);
        return near - far >= MARGIN
                ? Optional.empty()
                : Optional.of(new Finding(
                        Problem.WEAK_SEMANTICS,
                        "texts with similar meaning have a mean cosine of " + Cosine.text(near) + ", unrelated texts "
                                + Cosine.text(far) + "; expected a difference of at least " + MARGIN
                                + ": check that the model, its tokenizer and its pooling are the intended ones"));
    }

    static double mean(List<float[]> vectors, List<Texts.Pair> pairs) {
        return pairs.stream()
                .mapToDouble(pair -> Cosine.of(vectors.get(pair.one()), vectors.get(pair.other())))
                .average()
                .orElseThrow();
    }
}
