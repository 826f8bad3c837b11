package io.embeddingops.verification;

import java.util.List;
import java.util.Locale;

/** Whether vectors can be those of a model at all. */
final class Validity {

    /** How far the length of a vector may be from 1. */
    private static final double LENGTH_TOLERANCE = 0.02;

    /** Above it two vectors are one. */
    private static final double IDENTICAL = 0.99999;

    /** Above it, on average, unlike texts cannot be told apart. */
    private static final double CONSTANT = 0.999;

    private Validity() {}

    /** A vector must be finite and of length 1. */
    static void check(String name, float[] vector) throws Stop {
        if (vector.length == 0) {
            throw invalid(name + " has an empty vector");
        }
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw invalid(name + ": component " + (i + 1) + " of " + vector.length + " is " + vector[i]
                        + "; a number format with a greater range may help (--dtype bfloat16 or float32)");
            }
            square += (double) vector[i] * vector[i];
        }
        if (square == 0) {
            throw invalid(name + ": all " + vector.length + " components are 0");
        }
        if (Math.abs(Math.sqrt(square) - 1) > LENGTH_TOLERANCE) {
            throw invalid(String.format(
                    Locale.ROOT,
                    "%s: the vector has the length %.3f, which must be 1: the server does not normalise, or the model is"
                            + " damaged",
                    name,
                    Math.sqrt(square)));
        }
    }

    /** All vectors of a model have one size. */
    static void checkSize(String name, float[] vector, int size) throws Stop {
        if (vector.length != size) {
            throw new Stop(
                    Problem.DIMENSION_MISMATCH,
                    name + " has a vector of " + vector.length + " dimensions, while an earlier one had " + size
                            + ": are there different models behind this address?");
        }
    }

    /** The vectors of {@link Texts#ALL} must differ. */
    static void checkDifference(List<float[]> vectors) throws Stop {
        for (int one = 0; one < vectors.size(); one++) {
            for (int other = one + 1; other < vectors.size(); other++) {
                if (Cosine.of(vectors.get(one), vectors.get(other)) > IDENTICAL) {
                    throw invalid("texts " + (one + 1) + " and " + (other + 1)
                            + " have the same vector: the model, its tokenizer or its pooling is damaged");
                }
            }
        }
        var mean = Semantics.mean(vectors, Texts.FAR);
        if (mean > CONSTANT) {
            throw invalid("unlike texts have almost the same vector (mean cosine " + Cosine.text(mean)
                    + "): the model, its tokenizer or its pooling is damaged");
        }
    }

    private static Stop invalid(String message) {
        return new Stop(Problem.INVALID_VECTORS, message);
    }
}
