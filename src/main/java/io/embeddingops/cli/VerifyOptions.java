package io.embeddingops.cli;

import io.embeddingops.cli.verify.VerifyRequest;
import io.embeddingops.cli.verify.VerifyRequestBuilder;
import io.embeddingops.config.BadConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of {@code verify}. */
final class VerifyOptions {

    private static final String MODEL = "--model";
    private static final String DIMENSIONS = "--dimensions";
    private static final String TIMEOUT = "--timeout-seconds";
    private static final String API_KEY_FILE = "--api-key-file";
    private static final String CA_FILE = "--ca-file";
    private static final String GOLDEN = "--golden";
    private static final String MIN_COSINE = "--min-cosine";
    private static final String MODEL_DIR = "--model-dir";
    private static final String SAVE = "--save";

    private final ParseResult arguments;
    private final OptionValues options;

    private VerifyOptions(ParseResult arguments) {
        this.arguments = arguments;
        this.options = new OptionValues(arguments);
    }

    static void add(CommandSpec spec) {
        OptionValues.add(
                spec, MODEL, "name", "Model name for the requests. Default: the first model that the server lists.");
        OptionValues.add(spec, DIMENSIONS, "size,...", "Vector sizes to request; the server must return each of them.");
        OptionValues.add(spec, TIMEOUT, "seconds", "Timeout of each request, 1 to 3600. Default: 30.");
        OptionValues.add(spec, API_KEY_FILE, "file", "File with the API key.");
        OptionValues.add(
                spec,
                CA_FILE,
                "file",
                "PEM file with the CAs of the server's certificate, instead of those of the system.");
        OptionValues.add(spec, GOLDEN, "file", "Saved fingerprint to compare the server's vectors with.");
        OptionValues.add(spec, MIN_COSINE, "cosine", "Minimum cosine to --golden, 0 to 1. Default: 0.99.");
        OptionValues.add(
                spec,
                MODEL_DIR,
                "directory",
                "Directory of the served model on this machine. The pooling that its files name is compared with the"
                        + " server's.");
        OptionValues.add(spec, SAVE, "file", "File to write the fingerprint to, if the server passes.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("<URL>")
                .type(String.class)
                .arity("1")
                .description("Base URL for an OpenAI client, as in status.url, such as http://host:30000/v1")
                .build());
    }

    /** Parses the arguments, or throws with all errors. */
    static VerifyRequest read(ParseResult arguments) throws BadConfigException {
        return new VerifyOptions(arguments).read();
    }

    private VerifyRequest read() throws BadConfigException {
        var address = arguments.matchedPositionalValue(0, "");
        var base = HttpUrl.parse(address);
        if (base == null
                || base.query() != null
                || !base.username().isEmpty()
                || !base.password().isEmpty()) {
            options.problem(
                    "<URL> must be an http or https address without user and query, such as http://host:30000/v1");
        }
        var dimensions = options.value(DIMENSIONS, "1 to 65536, separated by commas", VerifyOptions::sizes);
        var timeout = options.value(
                TIMEOUT, "a whole number from 1 to 3600", text -> inRange(Integer.parseInt(text), 1, 3600));
        var cosine =
                options.value(MIN_COSINE, "a number from 0 to 1", text -> inRange(Double.parseDouble(text), 0.0, 1.0));
        var golden = options.value(GOLDEN, "a file", Path::of);
        var modelDir = options.value(MODEL_DIR, "a directory", Path::of);
        var ca = options.value(CA_FILE, "a file", Path::of);
        var save = options.value(SAVE, "a file", Path::of);
        var apiKey = options.secret(API_KEY_FILE);
        options.check();
        return VerifyRequestBuilder.builder()
                .base(base)
                .model(options.text(MODEL))
                .dimensions(dimensions.orElse(List.of()))
                .timeout(Duration.ofSeconds(timeout.orElse(30)))
                .apiKey(apiKey)
                .ca(ca)
                .golden(golden)
                .minCosine(cosine.orElse(0.99))
                .modelDir(modelDir)
                .save(save)
                .build();
    }

    private static List<Integer> sizes(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(Integer::valueOf)
                .map(size -> inRange(size, 1, 65536))
                .toList();
    }

    private static <T extends Comparable<T>> T inRange(T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
