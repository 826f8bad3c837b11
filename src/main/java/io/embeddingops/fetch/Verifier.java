package io.embeddingops.fetch;

import io.embeddingops.fetch.store.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Hashes a file while it arrives, and again after it was discarded. */
final class Verifier {

    private static final int BUFFER = 1 << 18;

    private final Work work;
    private final byte[] buffer = new byte[BUFFER];

    Verifier(Work work) {
        this.work = work;
    }

    StoredFile verify(PartialFile file) throws IOException, FetchException, InterruptedException {
        while (true) {
            var generation = file.generation();
            var hash = new ContentHash(file.file());
            var end = read(file, generation, hash);
            if (end < file.file().size()) {
                // the machine lost power: the journal knows more than the file has
                work.wrong(file, generation, "was shorter on disk");
            } else if (generation == file.generation()) {
                var digest = hash.matching();
                if (digest.isPresent()) {
                    file.close();
                    return new StoredFile(file.file().path(), file.file().size(), "sha256:" + digest.get());
                }
                work.wrong(file, generation, "had another digest than the source announces");
            }
        }
    }

    /** Returns where it ended: before the end of the file if that is shorter, or if the file was discarded meanwhile. */
    private long read(PartialFile file, int generation, ContentHash hash) throws IOException, InterruptedException {
        var at = 0L;
        while (at < file.file().size() && generation == file.generation()) {
            var there = file.awaitPrefix(at, generation);
            while (at < there && generation == file.generation()) {
                var count = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, there - at)), at);
                if (count < 0) {
                    return at;
                }
                hash.update(buffer, count);
                at += count;
            }
        }
        return at;
    }
}
