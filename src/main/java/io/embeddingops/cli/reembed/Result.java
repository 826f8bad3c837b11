package io.embeddingops.cli.reembed;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param lines the lines of the output, each with a line feed, in the order of the input
 * @param written how many they are
 * @param invalid lines without a vector, in the order of the input
 * @param samples comparisons of stored vectors
 * @param end where the input is after the batch
 */
record Result(String lines, int written, List<Entry.Invalid> invalid, List<Sample> samples, Batch.Position end) {

    /**
     * A stored vector that was compared.
     *
     * @param cosine to the vector that the server of --from returns; 0 if their sizes differ
     */
    record Sample(Entry.Document document, double cosine) {}
}
