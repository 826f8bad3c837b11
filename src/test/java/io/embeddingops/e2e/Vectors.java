package io.embeddingops.e2e;

/** Vector arithmetic. */
final class Vectors {

    private Vectors() {}

    static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    static double cosine(double[] a, double[] b) {
        return dot(a, b) / norm(a) / norm(b);
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
