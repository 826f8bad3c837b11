package io.embeddingops.verification;

import java.util.Arrays;
import java.util.List;

/**
 * The vector space of a model, as the vectors of {@link Texts#ALL} at the model's own size. Vectors of two models can be
 * compared with each other only if their fingerprints have a cosine close to 1. Components have 16 bits, which moves a
 * cosine by less than 0.0001.
 */
public final class Fingerprint {

    private static final int GREATEST = Short.MAX_VALUE;

    private final String version;
    private final short[][] vectors;

    Fingerprint(String version, short[][] vectors) {
        this.version = version;
        this.vectors = vectors;
    }

    /**
     * Of the vectors of {@link Texts#ALL}, in their order; they are brought to length 1.
     *
     * @throws IllegalArgumentException if their number is another, their sizes differ or a component is not finite
     */
    public static Fingerprint of(List<float[]> vectors) {
        if (vectors.size() != Texts.ALL.size()) {
            throw new IllegalArgumentException(
                    "A fingerprint has " + Texts.ALL.size() + " vectors, not " + vectors.size());
        }
        var size = vectors.get(0).length;
        if (size == 0 || vectors.stream().anyMatch(vector -> vector.length != size)) {
            throw new IllegalArgumentException("The vectors of a fingerprint have the same size, at least 1");
        }
        return new Fingerprint(
                Texts.VERSION, vectors.stream().map(Fingerprint::quantised).toArray(short[][]::new));
    }

    /**
     * Reads {@link #toBytes()}.
     *
     * @throws IllegalArgumentException if the bytes are damaged, and what is wrong with them
     */
    public static Fingerprint fromBytes(byte[] bytes) {
        return FingerprintBytes.read(bytes);
    }

    /** About 2 bytes per text and dimension: 20 KB for a model of 1024 dimensions. */
    public byte[] toBytes() {
        return FingerprintBytes.write(this);
    }

    /** The size of the vectors, at least 1. */
    public int dimensions() {
        return vectors[0].length;
    }

    /** Names the content: {@code vs-} and 12 hexadecimal digits, which YAML never takes for a number. Captures of one model on two devices differ in it. */
    public String id() {
        return FingerprintBytes.hash(this);
    }

    /** The smallest cosine over the texts, from -1 to 1; 0 when the dimensions or the texts are others. */
    public double cosine(Fingerprint other) {
        if (!version.equals(other.version)
                || vectors.length != other.vectors.length
                || dimensions() != other.dimensions()) {
            return 0;
        }
        var least = 1.0;
        for (int i = 0; i < vectors.length; i++) {
            least = Math.min(least, Cosine.of(vectors[i], other.vectors[i]));
        }
        return least;
    }

    String version() {
        return version;
    }

    short[][] vectors() {
        return vectors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that
                && version.equals(that.version)
                && Arrays.deepEquals(vectors, that.vectors);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.deepHashCode(vectors);
    }

    @Override
    public String toString() {
        return id() + " (" + dimensions() + " dimensions)";
    }

    private static short[] quantised(float[] vector) {
        double square = 0;
        for (var component : vector) {
            square += (double) component * component;
        }
        var length = Math.sqrt(square);
        if (!Double.isFinite(length) || length == 0) {
            throw new IllegalArgumentException("The vectors of a fingerprint are finite and not zero");
        }
        var quantised = new short[vector.length];
        for (int i = 0; i < vector.length; i++) {
            quantised[i] = (short) Math.round(vector[i] / length * GREATEST);
        }
        return quantised;
    }
}
