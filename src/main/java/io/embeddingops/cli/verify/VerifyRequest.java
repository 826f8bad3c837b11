package io.embeddingops.cli.verify;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * What to verify, and how.
 *
 * @param base the base URL of an OpenAI client
 * @param model the name to send; empty for the first that the server lists
 * @param dimensions sizes that must be answered, each at least 1
 * @param timeout for each request
 * @param golden a fingerprint that the server's must be like
 * @param leastCosine of both fingerprints, from -1 to 1
 * @param save where to write the server's fingerprint
 */
@RecordBuilder
public record VerifyRequest(
        HttpUrl base,
        Optional<String> model,
        List<Integer> dimensions,
        Duration timeout,
        Optional<String> apiKey,
        Optional<Path> golden,
        double leastCosine,
        Optional<Path> save) {}
