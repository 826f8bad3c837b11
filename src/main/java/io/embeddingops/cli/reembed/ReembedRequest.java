package io.embeddingops.cli.reembed;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Arguments of {@code reembed}.
 *
 * @param from the server whose vectors are stored now
 * @param to the server of the new vectors
 * @param dimensions size of the new vectors; empty for the model's own
 * @param batch max. texts of a request, at least 1
 * @param concurrency max. requests at a time, at least 1
 * @param priority priority of the requests for new vectors
 * @param timeout timeout of a request
 * @param giveUp how long to retry after the last success
 * @param input file with the texts; empty for standard input
 * @param output file for the vectors; empty for standard output
 * @param resume file with the progress, to continue after an interruption; only with an output file
 * @param errors file for lines without a vector, which are skipped then; without it the first one ends the command
 * @param total number of texts, for the progress
 * @param sampleEvery how many lines with a stored vector there are to each one that is compared; 0 for none
 * @param force whether to embed the texts although both servers have the same vectors
 */
@RecordBuilder
public record ReembedRequest(
        Server from,
        Server to,
        OptionalInt dimensions,
        int batch,
        int concurrency,
        OptionalInt priority,
        Duration timeout,
        Duration giveUp,
        Optional<Path> input,
        Optional<Path> output,
        Optional<Path> resume,
        Optional<Path> errors,
        OptionalLong total,
        int sampleEvery,
        boolean force) {}
