package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chunks that are still to be fetched, and how the download ends. */
final class Work {

    /** A file whose bytes are wrong is fetched again so often. */
    private static final int MAX_DISCARDS = 2;

    /** A chunk of a file; ignored if the file is in another generation by then. */
    record Chunk(PartialFile file, int number, int generation) {

        boolean isCurrent() {
            return generation == file.generation();
        }
    }

    private final Meter meter;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final Map<PartialFile, Integer> discards = new HashMap<>();
    private int unverified;
    private FetchException failure;

    Work(List<PartialFile> files, Meter meter) {
        this.meter = meter;
        unverified = files.size();
        files.forEach(file -> file.missing().forEach(number -> chunks.add(new Chunk(file, number, file.generation()))));
        files.forEach(file -> meter.found(file.bytes()));
    }

    /** Waits for a chunk to fetch; empty when everything is verified or has failed. */
    synchronized Optional<Chunk> next() throws InterruptedException {
        while (chunks.isEmpty() && unverified > 0 && failure == null) {
            wait();
        }
        return failure == null ? Optional.ofNullable(chunks.poll()) : Optional.empty();
    }

    /** All bytes of a file are right. */
    synchronized void verified() {
        unverified--;
        notifyAll();
    }

    /** The bytes of a file are wrong: it is fetched again, or the download fails. */
    synchronized void wrong(PartialFile file, int generation, String what) throws IOException, FetchException {
        if (generation != file.generation()) {
            return;
        }
        var count = discards.merge(file, 1, Integer::sum);
        meter.found(-file.bytes());
        file.discard();
        if (count > MAX_DISCARDS) {
            throw new FetchException(
                    FetchReason.MODEL_CORRUPT,
                    "the file " + file.file().path() + " " + what + " each time it was downloaded (" + count
                            + " times): a proxy or mirror between changes it, or the source is damaged");
        }
        file.missing().forEach(number -> chunks.add(new Chunk(file, number, file.generation())));
        notifyAll();
    }

    /** Ends the download. The first failure counts. */
    synchronized void fail(FetchException cause) {
        if (failure == null) {
            failure = cause;
        }
        notifyAll();
    }

    /** Waits for the end; the failure, if it is one. What fails afterwards does not matter. */
    synchronized Optional<FetchException> await() throws InterruptedException {
        while (unverified > 0 && failure == null) {
            wait();
        }
        return Optional.ofNullable(failure);
    }
}
