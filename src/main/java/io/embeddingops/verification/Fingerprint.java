package io.embeddingops.verification;

import java.util.Arrays;
import java.util.List;

/**
 * Represents a model's vector space by the vectors of {@link Texts#ALL} at the model's own size. Vectors of two models are
 * comparable only if their fingerprints have a cosine close to 1. Components have 16 bits, which changes a cosine by less
 * than 0.0001.
 */
public final class Fingerprint {

    private static final int MAX_COMPONENT = Short.MAX_VALUE;

    private final String version;
    private final short[][] vectors;

    Fingerprint(String version, short[][] vectors) {
        this.version = version;
        this.vectors = vectors;
    }

    /**
     * Creates a fingerprint from the vectors of {@link Texts#ALL}, in their order, and normalizes them.
     *
     * @throws IllegalArgumentException if their number is wrong, their sizes differ or a component is not finite
     */
    public static Fingerprint of(List<float[]> vectors) {
        if (vectors.size() != Texts.ALL.size()) {
            throw new IllegalArgumentException(
                    "A fingerprint must have " + Texts.ALL.size() + " vectors, not " + vectors.size());
        }
        var size = vectors.get(0).length;
        if (size == 0 || vectors.stream().anyMatch(vector -> vector.length != size)) {
            throw new IllegalArgumentException("The vectors of a fingerprint must have the same size, at least 1");
        }
        return new Fingerprint(
                Texts.VERSION, vectors.stream().map(Fingerprint::quantised).toArray(short[][]::new));
    }

    /**
     * Reads {@link #toBytes()}.
     *
     * @throws IllegalArgumentException if the bytes are damaged
     */
    public static Fingerprint fromBytes(byte[] bytes) {
        return FingerprintCodec.read(bytes);
    }

    /** About 2 bytes per text and dimension: 20 KB for a model of 1024 dimensions. */
    public byte[] toBytes() {
        return FingerprintCodec.write(this);
    }

    /** The size of the vectors, at least 1. */
    public int dimensions() {
        return vectors[0].length;
    }

    /**
     * Identifies the content: {@code vs-} and 12 hexadecimal digits, which YAML never parses as a number. Captures of the
     * same model on different devices have different ids.
     */
    public String id() {
        return FingerprintCodec.hash(this);
    }

    /** The smallest cosine over all texts, from -1 to 1; 0 if dimensions or texts differ. */
    public double cosine(Fingerprint other) {
        if (!version.equals(other.version)
                || vectors.length != other.vectors.length
                || dimensions() != other.dimensions()) {
            return 0;
        }
        var min = 1.0;
        for (int i = 0; i < vectors.length; i++) {
            min = Math.min(min, Cosine.of(vectors[i], other.vectors[i]));
        }
        return min;
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
            throw new IllegalArgumentException("The vectors of a fingerprint must be finite and not zero");
        }
        var quantised = new short[vector.length];
        for (int i = 0; i < vector.length; i++) {
            quantised[i] = (short) Math.round(vector[i] / length * MAX_COMPONENT);
        }
        return quantised;
    }
}
