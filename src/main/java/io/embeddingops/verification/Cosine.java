package io.embeddingops.verification;

import java.util.Locale;

/** The cosine of the angle between two vectors: 1 for the same direction, 0 for nothing in common. */
public final class Cosine {

    private Cosine() {}

    /** From -1 to 1; 0 for vectors of different sizes and for zero vectors. */
    public static double of(float[] one, float[] other) {
        if (one.length != other.length) {
            return 0;
        }
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            square += (double) one[i] * one[i];
            otherSquare += (double) other[i] * other[i];
        }
        return clamped(product, square, otherSquare);
    }

    static double of(short[] one, short[] other) {
        if (one.length != other.length) {
            return 0;
        }
        long product = 0;
        long square = 0;
        long otherSquare = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            square += one[i] * one[i];
            otherSquare += other[i] * other[i];
        }
        return clamped(product, square, otherSquare);
    }

    /** Three decimals, rounded down, so that a value just below a limit is not printed as the limit or more. */
    public static String text(double cosine) {
        return String.format(Locale.ROOT, "%.3f", Math.floor(cosine * 1000) / 1000);
    }

    private static double clamped(double product, double square, double otherSquare) {
        var cosine = product / Math.sqrt(square * otherSquare);
        return Double.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : 0;
    }
}
