package io.embeddingops.verification;

import java.util.List;
import java.util.Locale;

/** Checks that vectors are plausible: finite, of length 1 if normalized, of one size and different for different texts. */
final class VectorCheck {

    /** Max. deviation of a vector's length from 1. */
    private static final double LENGTH_TOLERANCE = 0.02;

    /** Two vectors with a greater cosine are considered identical. */
    private static final double IDENTICAL = 0.99999;

    /** With a greater mean cosine, unrelated texts are indistinguishable. */
    private static final double CONSTANT = 0.999;

    private VectorCheck() {}

    /**
     * A vector must be finite and not zero.
     *
     * @param normalized whether its length must be 1
     */
    static void check(String name, float[] vector, boolean normalized) throws AbortException {
        if (vector.length == 0) {
            throw invalid(name + " has an empty vector");
        }
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw invalid(name + ": component " + (i + 1) + " of " + vector.length + " is " + vector[i]
                        + "; try a data type with a greater range (--dtype bfloat16 or float32)");
            }
            square += (double) vector[i] * vector[i];
        }
        if (square == 0) {
            throw invalid(name + ": all " + vector.length + " components are 0");
        }
        if (normalized && Math.abs(Math.sqrt(square) - 1) > LENGTH_TOLERANCE) {
            throw invalid(String.format(
                    Locale.ROOT,
                    "%s: the vector has length %.3f instead of 1: the server does not normalize, or the model is"
                            + " damaged",
                    name,
                    Math.sqrt(square)));
        }
    }

    /** All vectors of a model must have the same size. */
    static void checkSize(String name, float[] vector, int size) throws AbortException {
        if (vector.length != size) {
            throw new AbortException(
                    Problem.DIMENSION_MISMATCH,
                    name + " has a vector of " + vector.length + " dimensions, but an earlier one had " + size
                            + ": check whether this address serves different models");
        }
    }

    /** The vectors of {@link Texts#ALL} must differ. */
    static void checkDistinct(List<float[]> vectors) throws AbortException {
        for (int one = 0; one < vectors.size(); one++) {
            for (int other = one + 1; other < vectors.size(); other++) {
                if (Cosine.of(vectors.get(one), vectors.get(other)) > IDENTICAL) {
                    throw invalid("texts " + (one + 1) + " and " + (other + 1)
                            + " have the same vector: the model, its tokenizer or its pooling is damaged");
                }
            }
        }
        var mean = SemanticCheck.mean(vectors, Texts.FAR);
        if (mean > CONSTANT) {
            throw invalid("unrelated texts have almost the same vector (mean cosine " + Cosine.text(mean)
                    + "): the model, its tokenizer or its pooling is damaged");
        }
    }

    private static AbortException invalid(String message) {
        return new AbortException(Problem.INVALID_VECTORS, message);
    }
}
