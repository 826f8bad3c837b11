package io.embeddingops.cli.reembed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/** Divides the input into batches. */
final class Batches {

    /** Limits the memory that long texts need, and the time of a request. */
    private static final int MAX_CHARACTERS = 256 * 1024;

    private final Lines lines;
    private final int size;
    private final int sampleEvery;
    private Optional<Entry.Invalid> pending = Optional.empty();
    private long stored;

    /**
     * Reads nothing yet.
     *
     * @param size max. entries of a batch
     * @param sampleEvery how many lines with a stored vector there are to each one whose vector is kept; 0 for none
     */
    Batches(Lines lines, int size, int sampleEvery) {
        this.lines = lines;
        this.size = size;
        this.sampleEvery = sampleEvery;
    }

    /** The next batch; empty at the end. An invalid line is a batch of its own, so that those before it are complete. */
    Optional<Batch> next() throws IOException {
        var entries = new ArrayList<Entry>();
        if (pending.isPresent()) {
            entries.add(pending.get());
            pending = Optional.empty();
            return Optional.of(new Batch(entries, position()));
        }
        var end = position();
        var characters = 0L;
        while (entries.size() < size && characters < MAX_CHARACTERS) {
            var line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            var entry = LineParser.parse(line.get());
            if (entry.isPresent() && entry.get() instanceof Entry.Invalid invalid) {
                if (entries.isEmpty()) {
                    entries.add(invalid);
                    end = position();
                } else {
                    pending = Optional.of(invalid);
                }
                break;
            } else if (entry.isPresent() && entry.get() instanceof Entry.Document document) {
                entries.add(sampled(document));
                characters += document.text().length();
            }
            end = position();
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Batch(entries, end));
    }

    private Entry.Document sampled(Entry.Document document) {
        if (document.stored().isEmpty()) {
            return document;
        }
        var kept = sampleEvery > 0 && stored % sampleEvery == 0;
        stored++;
        return kept ? document : document.withoutStored();
    }

    private Batch.Position position() {
        return new Batch.Position(lines.count(), lines.bytes(), lines.digest());
    }
}
