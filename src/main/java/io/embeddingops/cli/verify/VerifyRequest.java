package io.embeddingops.cli.verify;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Arguments of a verification.
 *
 * @param base base URL for an OpenAI client
 * @param model model name for the requests; empty for the first that the server lists
 * @param dimensions vector sizes to request, each at least 1
 * @param timeout timeout of each request
 * @param ca file with the CAs of the server's certificate in PEM form; empty for those of the system
 * @param golden file with the fingerprint to compare with
 * @param minCosine minimum cosine to the golden fingerprint, from -1 to 1
 * @param modelDir directory of the served model, whose pooling is compared with the server's
 * @param save file to write the server's fingerprint to
 */
@RecordBuilder
public record VerifyRequest(
        HttpUrl base,
        Optional<String> model,
        List<Integer> dimensions,
        Duration timeout,
        Optional<String> apiKey,
        Optional<Path> ca,
        Optional<Path> golden,
        double minCosine,
        Optional<Path> modelDir,
        Optional<Path> save) {}
