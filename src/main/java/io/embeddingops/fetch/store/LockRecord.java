package io.embeddingops.fetch.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a lock file.
 *
 * @param nonce identifies the writer
 * @param kernel {@link Host#kernel()} of the writer
 * @param host {@link Host#name()} of the writer
 * @param source the location that it downloads, see {@link io.embeddingops.source.Location#text()}
 * @param staging name of its staging directory
 * @param beat how often the writer has renewed the lock
 * @param released whether the writer has ended without a result; its staging directory may be used by the next one
 */
record LockRecord(
        String nonce, String kernel, String host, String source, String staging, long beat, boolean released) {

    /** Longer than any record, so that a renewal overwrites the last one entirely. */
    private static final int LENGTH = 4096;

    /** Empty if the writer has not written it yet, or if it was read while it was written. */
    static Optional<LockRecord> read(byte[] content) {
        try {
            return content.length == 0
                    ? Optional.empty()
                    : Optional.of(StoreJson.MAPPER.readValue(content, LockRecord.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        try {
            var text = StoreJson.MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
            var padded = Arrays.copyOf(text, Math.max(LENGTH, text.length));
            Arrays.fill(padded, text.length, padded.length, (byte) ' ');
            padded[padded.length - 1] = '\n';
            return padded;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always valid JSON", e);
        }
    }

    LockRecord next() {
        return new LockRecord(nonce, kernel, host, source, staging, beat + 1, released);
    }

    LockRecord release() {
        return new LockRecord(nonce, kernel, host, source, staging, beat + 1, true);
    }
}
