package io.embeddingops.cli.reembed;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A server, and what the user says about its vectors.
 *
 * @param option the option with its address, {@code --from} or {@code --to}, for messages
 * @param base base URL for an OpenAI client
 * @param model model name for the requests; empty for the first that the server lists
 * @param prompt name of the prompt of documents; empty for none
 * @param cas PEM files with CAs that are trusted in addition to those of the system
 * @param id id of its vector space
 * @param vectors file with the fingerprint of its vector space
 */
@RecordBuilder
public record Server(
        String option,
        HttpUrl base,
        Optional<String> model,
        Optional<String> prompt,
        Optional<String> apiKey,
        List<Path> cas,
        Optional<String> id,
        Optional<Path> vectors) {}
