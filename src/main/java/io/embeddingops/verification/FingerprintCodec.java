package io.embeddingops.verification;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Encodes fingerprints as bytes, big-endian: {@code EOVS}, format (1 byte), length of the suite version (1 byte), suite version,
 * number of vectors (2 bytes), dimensions (4 bytes), components (2 bytes each), CRC-32 of all preceding bytes (4 bytes).
 */
final class FingerprintCodec {

    private static final byte[] MAGIC = "EOVS".getBytes(StandardCharsets.US_ASCII);
    private static final byte FORMAT = 1;
    private static final int MIN_SIZE = MAGIC.length + 1 + 1 + 2 + Integer.BYTES + Integer.BYTES;
    private static final int ID_BYTES = 6;

    private FingerprintCodec() {}

    static byte[] write(Fingerprint fingerprint) {
        var version = fingerprint.version().getBytes(StandardCharsets.UTF_8);
        var vectors = fingerprint.vectors();
        var size = MIN_SIZE + version.length + vectors.length * fingerprint.dimensions() * Short.BYTES;
        var buffer = ByteBuffer.allocate(size)
                .put(MAGIC)
                .put(FORMAT)
                .put((byte) version.length)
                .put(version)
                .putShort((short) vectors.length)
                .putInt(fingerprint.dimensions());
        for (var vector : vectors) {
            for (var component : vector) {
                buffer.putShort(component);
            }
        }
        return buffer.putInt(checksum(buffer.array())).array();
    }

    static Fingerprint read(byte[] bytes) {
        var begin = Arrays.copyOf(bytes, Math.min(MAGIC.length, bytes.length));
        check(Arrays.equals(begin, MAGIC), "not a fingerprint");
        check(bytes.length >= MIN_SIZE, "truncated");
        var buffer = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
        var format = buffer.get();
        check(format == FORMAT, "format is " + format + ", not " + FORMAT);
        check(buffer.getInt(bytes.length - Integer.BYTES) == checksum(bytes), "wrong checksum");
        var version = new byte[Byte.toUnsignedInt(buffer.get())];
        check(bytes.length >= MIN_SIZE + version.length, "truncated");
        buffer.get(version);
        var count = buffer.getShort();
        var dimensions = buffer.getInt();
        check(
                count > 0
                        && dimensions > 0
                        && (long) count * dimensions * Short.BYTES == buffer.remaining() - Integer.BYTES,
                "wrong length");
        var vectors = new short[count][dimensions];
        for (var vector : vectors) {
            for (int i = 0; i < dimensions; i++) {
                vector[i] = buffer.getShort();
            }
        }
        return new Fingerprint(new String(version, StandardCharsets.UTF_8), vectors);
    }

    /** The id: {@code vs-} and the first 12 hexadecimal digits of the SHA-256 of the encoded fingerprint. */
    static String hash(Fingerprint fingerprint) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(write(fingerprint));
            return "vs-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static int checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) checksum.getValue();
    }

    private static void check(boolean fits, String problem) {
        if (!fits) {
            throw new IllegalArgumentException("The fingerprint is damaged: " + problem);
        }
    }
}
