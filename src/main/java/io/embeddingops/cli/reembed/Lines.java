package io.embeddingops.cli.reembed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads lines and remembers their digest, so that another run can tell whether it reads the same ones. */
final class Lines {

    /** A text of 32768 tokens has less than 200 KB, and a vector of 4096 dimensions less than 100 KB. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    /**
     * A line.
     *
     * @param number from 1
     * @param content without the line feed; empty if the line is longer than {@link #MAX_BYTES}
     */
    record Line(long number, Optional<byte[]> content) {}

    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest digest = sha256();
    private int position;
    private int limit;
    private long count;
    private long bytes;

    Lines(InputStream input) {
        this.input = input;
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        if (position == limit && !fill()) {
            return Optional.empty();
        }
        var content = new ByteArrayOutputStream();
        var tooLong = false;
        var ended = false;
        while (!ended && (position < limit || fill())) {
            var end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            tooLong |= content.size() + end - position > MAX_BYTES;
            if (!tooLong) {
                content.write(buffer, position, end - position);
            }
            digest.update(buffer, position, end - position);
            bytes += end - position;
            ended = end < limit;
            position = ended ? end + 1 : end;
        }
        // also for a last line without a line feed, which may get one when the file grows
        digest.update((byte) '\n');
        bytes++;
        count++;
        return Optional.of(new Line(count, tooLong ? Optional.empty() : Optional.of(content.toByteArray())));
    }

    /** How many lines were read. */
    long count() {
        return count;
    }

    /** How many bytes were read, with the line feeds. */
    long bytes() {
        return bytes;
    }

    /** SHA-256 of all lines that were read. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every JDK can be copied", e);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, input.read(buffer));
        return limit > 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
