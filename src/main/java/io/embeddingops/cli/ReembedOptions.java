package io.embeddingops.cli;

import io.embeddingops.cli.reembed.ReembedRequest;
import io.embeddingops.cli.reembed.ReembedRequestBuilder;
import io.embeddingops.cli.reembed.Server;
import io.embeddingops.cli.reembed.ServerBuilder;
import io.embeddingops.config.BadConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of {@code reembed}. */
final class ReembedOptions {

    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String MODEL = "-model";
    private static final String PROMPT = "-prompt";
    private static final String ID = "-id";
    private static final String VECTORS = "-vectors";
    private static final String API_KEY_FILE = "--api-key-file";
    private static final String CA_FILE = "--ca-file";
    private static final String FROM_API_KEY_FILE = FROM + "-api-key-file";
    private static final String FROM_CA_FILE = FROM + "-ca-file";
    private static final String DIMENSIONS = "--dimensions";
    private static final String BATCH = "--batch";
    private static final String CONCURRENCY = "--concurrency";
    private static final String PRIORITY = "--priority";
    private static final String TIMEOUT = "--timeout-seconds";
    private static final String GIVE_UP = "--give-up-seconds";
    private static final String INPUT = "--input";
    private static final String OUTPUT = "--output";
    private static final String RESUME = "--resume";
    private static final String ERRORS = "--errors";
    private static final String TOTAL = "--total";
    private static final String SAMPLE_EVERY = "--sample-every";
    private static final String FORCE = "--force";

    /** Texts that are sent at a time; with vectors of 4096 dimensions they need about 200 MB of memory. */
    private static final int MAX_TEXTS = 1024;

    private final ParseResult arguments;
    private final OptionValues options;

    private ReembedOptions(ParseResult arguments) {
        this.arguments = arguments;
        this.options = new OptionValues(arguments);
    }

    static void add(CommandSpec spec) {
        server(spec, FROM, "whose vectors are stored now");
        server(spec, TO, "that makes the new vectors");
        OptionValues.add(spec, API_KEY_FILE, "file", "File with the API key of both servers.");
        OptionValues.add(spec, FROM_API_KEY_FILE, "file", "File with the API key of --from, if it is another one.");
        OptionValues.add(
                spec, CA_FILE, "file", "PEM file with CAs to trust as well as those of the system. May be missing.");
        OptionValues.add(spec, FROM_CA_FILE, "file", "The same for --from, if it is another one.");
        OptionValues.add(spec, DIMENSIONS, "size", "Size of the new vectors. Default: the model's own.");
        OptionValues.add(spec, BATCH, "texts", "Max. texts of a request, 1 to 1024. Default: 32.");
        OptionValues.add(spec, CONCURRENCY, "requests", "Max. requests at a time, 1 to 64. Default: 4.");
        OptionValues.add(
                spec,
                PRIORITY,
                "number",
                "Priority from -100 to 100, for spec.server.priorityScheduling. Default: none, which goes last.");
        OptionValues.add(spec, TIMEOUT, "seconds", "Timeout of each request, 1 to 3600. Default: 120.");
        OptionValues.add(
                spec,
                GIVE_UP,
                "seconds",
                "How long to retry while the server does not answer, 0 to 86400. Default: 600.");
        OptionValues.add(spec, INPUT, "file", "File with the texts. Default: standard input.");
        OptionValues.add(
                spec,
                OUTPUT,
                "file",
                "File for the vectors, new or empty unless --resume continues it. Default: standard output.");
        OptionValues.add(
                spec,
                RESUME,
                "file",
                "File with the progress: after an interruption the same command continues. Needs --output.");
        OptionValues.add(
                spec,
                ERRORS,
                "file",
                "File for lines without a vector, with their number, id and error. Default: the first one ends the"
                        + " command.");
        OptionValues.add(spec, TOTAL, "texts", "Number of texts, for the progress.");
        OptionValues.add(
                spec,
                SAMPLE_EVERY,
                "lines",
                "Compares one in so many stored vectors (field embedding) with --from, 0 for none. Default: 100.");
        spec.addOption(OptionSpec.builder(FORCE)
                .type(boolean.class)
                .arity("0")
                .description("Embed the texts even if both servers have the same vectors.")
                .build());
    }

    private static void server(CommandSpec spec, String option, String whose) {
        OptionValues.addRequired(
                spec, option, "url", "Base URL of the server " + whose + ", such as http://host:30000/v1");
        OptionValues.add(
                spec, option + MODEL, "name", "Its model name. Default: the first model that the server lists.");
        OptionValues.add(spec, option + PROMPT, "name", "Its prompt for documents (prompt_name). Default: none.");
        OptionValues.add(spec, option + ID, "id", "Its vector space, as in EMBEDDING_VECTOR_SPACE.");
        OptionValues.add(
                spec,
                option + VECTORS,
                "file",
                "File with its recorded vectors, from the ConfigMap NAME-vector-space or verify --save. They confirm the"
                        + " id.");
    }

    /** Parses the arguments, or throws with all errors. */
    static ReembedRequest read(ParseResult arguments) throws BadConfigException {
        return new ReembedOptions(arguments).read();
    }

    private ReembedRequest read() throws BadConfigException {
        var key = options.secret(API_KEY_FILE);
        var ca = options.text(CA_FILE);
        var from = server(
                FROM,
                options.secret(FROM_API_KEY_FILE).or(() -> key),
                options.text(FROM_CA_FILE).or(() -> ca));
        var to = server(TO, key, ca);
        var request = ReembedRequestBuilder.builder()
                .from(from)
                .to(to)
                .dimensions(optional(number(DIMENSIONS, 1, 65_536)))
                .batch(number(BATCH, 1, 1024).orElse(32))
                .concurrency(number(CONCURRENCY, 1, 64).orElse(4))
                .priority(optional(number(PRIORITY, -100, 100)))
                .timeout(Duration.ofSeconds(number(TIMEOUT, 1, 3600).orElse(120)))
                .giveUp(Duration.ofSeconds(number(GIVE_UP, 0, 86_400).orElse(600)))
                .input(file(INPUT))
                .output(file(OUTPUT))
                .resume(file(RESUME))
                .errors(file(ERRORS))
                .total(options.value(TOTAL, "a whole number, at least 1", ReembedOptions::count)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()))
                .sampleEvery(number(SAMPLE_EVERY, 0, 1_000_000_000).orElse(100))
                .force(arguments.hasMatchedOption(FORCE))
                .build();
        if (request.resume().isPresent() && request.output().isEmpty()) {
            options.problem(RESUME + " needs " + OUTPUT + ": standard output cannot be continued where it ended");
        }
        if (request.batch() * request.concurrency() > MAX_TEXTS) {
            options.problem(BATCH + " multiplied by " + CONCURRENCY + " must be at most " + MAX_TEXTS + " texts, not "
                    + request.batch() * request.concurrency() + ": lower one of them");
        }
        options.check();
        return request;
    }

    private Server server(String option, Optional<String> key, Optional<String> ca) {
        var base = options.value(
                option,
                "an http or https address without user and query, such as http://host:30000/v1",
                ReembedOptions::address);
        var id = options.value(
                option + ID, "an id such as vs-0123456789ab, as in EMBEDDING_VECTOR_SPACE", ReembedOptions::id);
        return ServerBuilder.builder()
                .option(option)
                .base(base.orElse(null))
                .model(options.text(option + MODEL))
                .prompt(options.text(option + PROMPT))
                .apiKey(key)
                .cas(ca.map(Path::of).map(List::of).orElse(List.of()))
                .id(id)
                .vectors(file(option + VECTORS))
                .build();
    }

    private static HttpUrl address(String text) {
        var url = HttpUrl.get(text);
        if (url.query() != null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("user or query");
        }
        return url;
    }

    private Optional<Path> file(String option) {
        return options.value(option, "a file", Path::of);
    }

    private Optional<Integer> number(String option, int min, int max) {
        return options.value(option, "a whole number from " + min + " to " + max, text -> {
            var number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    private static String id(String text) {
        if (!text.matches("vs-[0-9a-f]{12}")) {
            throw new IllegalArgumentException("not an id");
        }
        return text;
    }

    private static long count(String text) {
        var number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static OptionalInt optional(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
