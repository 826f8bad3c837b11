package io.embeddingops.cli.reembed;

import java.util.List;

/**
 * Entries that follow each other.
 *
 * @param end where the input is after them
 */
record Batch(List<Entry> entries, Position end) {

    /**
     * A place in the input.
     *
     * @param lines how many lines were read, with blank ones
     * @param bytes how many bytes were read
     * @param digest of these lines
     */
    record Position(long lines, long bytes, String digest) {}

    List<Entry.Document> documents() {
        return entries.stream()
                .filter(Entry.Document.class::isInstance)
                .map(Entry.Document.class::cast)
                .toList();
    }
}
