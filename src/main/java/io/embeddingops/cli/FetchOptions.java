package io.embeddingops.cli;

import io.embeddingops.config.BadConfigException;
import io.embeddingops.fetch.FetchRequest;
import io.embeddingops.fetch.FetchRequestBuilder;
import io.embeddingops.fetch.ProxyRules;
import io.embeddingops.source.EndpointHost;
import io.embeddingops.source.Location;
import io.embeddingops.source.Locations;
import io.embeddingops.source.S3Location;
import io.embeddingops.source.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of {@code fetch}. */
final class FetchOptions {

    private static final String TO = "--to";
    private static final String ENDPOINT = "--endpoint";
    private static final String REGION = "--region";
    private static final String INCLUDE = "--include";
    private static final String EXCLUDE = "--exclude";
    private static final String TOKEN_FILE = "--token-file";
    private static final String CREDENTIALS_DIR = "--credentials-dir";
    private static final String CA_FILE = "--ca-file";
    private static final String PROXY = "--proxy";
    private static final String ALLOW_LOCAL = "--allow-local-addresses";
    private static final String PIN_FILE = "--pin-file";
    private static final String USED_BY = "--used-by";
    private static final String PROGRESS_PORT = "--progress-port";
    private static final String RESULT = "--result";

    private static final String USER = "[a-z0-9]([a-z0-9-]*[a-z0-9])?/[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

    private final ParseResult arguments;
    private final OptionValues options;
    private final Map<String, String> environment;

    private FetchOptions(ParseResult arguments, Map<String, String> environment) {
        this.arguments = arguments;
        this.options = new OptionValues(arguments);
        this.environment = environment;
    }

    /**
     * The parsed arguments.
     *
     * @param result file for the {@link io.embeddingops.source.FetchResult}
     */
    record Values(FetchRequest request, Optional<Path> result) {}

    static void add(CommandSpec spec) {
        OptionValues.addRequired(spec, TO, "directory", "Cache directory, which may have other models.");
        OptionValues.add(spec, ENDPOINT, "url", "Address of a Hub or a mirror of it, or of an S3 server.");
        OptionValues.add(spec, REGION, "region", "Region of the bucket. Default: us-east-1.");
        list(
                spec,
                INCLUDE,
                "pattern",
                "Only files that match, such as *.safetensors. Default: all but the same weights in"
                        + " other formats.");
        list(spec, EXCLUDE, "pattern", "No files that match.");
        OptionValues.add(spec, TOKEN_FILE, "file", "File with the token for the Hub.");
        OptionValues.add(
                spec,
                CREDENTIALS_DIR,
                "directory",
                "Directory with the files AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        list(spec, CA_FILE, "file", "PEM file with CAs to trust as well as those of the system. May be missing.");
        OptionValues.add(spec, PROXY, "url", "HTTP proxy, such as http://proxy:3128.");
        spec.addOption(OptionSpec.builder(ALLOW_LOCAL)
                .type(boolean.class)
                .arity("0")
                .description("Allow loopback, link-local and metadata addresses.")
                .build());
        OptionValues.add(
                spec,
                PIN_FILE,
                "file",
                "JSON file with source and revision: the revision to download if the source is the"
                        + " same. May be missing.");
        OptionValues.add(
                spec, USED_BY, "namespace/name", "EmbeddingService that will use the model, recorded in the cache.");
        OptionValues.add(spec, PROGRESS_PORT, "port", "Port at which to serve the progress, at /progress.");
        OptionValues.add(spec, RESULT, "file", "File to write the result to, as JSON.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("<SOURCE>")
                .type(String.class)
                .arity("1")
                .description(Locations.FORM)
                .build());
    }

    /** Parses the arguments, or throws with all errors. */
    static Values read(ParseResult arguments, Map<String, String> environment) throws BadConfigException {
        return new FetchOptions(arguments, environment).read();
    }

    private Values read() throws BadConfigException {
        var endpoint =
                options.value(ENDPOINT, "an http or https address without user and query", FetchOptions::address);
        var location = location(endpoint);
        var proxy = options.value(PROXY, "an http address of a host and port without user", FetchOptions::address);
        var port = options.value(PROGRESS_PORT, "a port from 1 to 65535", FetchOptions::port);
        var user = options.value(USED_BY, "NAMESPACE/NAME", FetchOptions::user);
        var token = options.secret(TOKEN_FILE)
                .or(() -> Optional.ofNullable(environment.get("HF_TOKEN")).filter(text -> !text.isBlank()));
        options.check();
        return new Values(
                FetchRequestBuilder.builder()
                        .location(location.orElseThrow())
                        .selection(new Selection(texts(INCLUDE), texts(EXCLUDE)))
                        .cache(Path.of(options.text(TO).orElseThrow()))
                        .endpoint(endpoint)
                        .region(options.text(REGION))
                        .token(token)
                        .credentialsDir(options.text(CREDENTIALS_DIR).map(Path::of))
                        .environment(environment)
                        .caFiles(texts(CA_FILE).stream().map(Path::of).toList())
                        .proxies(ProxyRules.of(proxy, environment))
                        .localAddresses(arguments.hasMatchedOption(ALLOW_LOCAL))
                        .pinned(options.text(PIN_FILE)
                                .flatMap(file -> PinFile.read(Path.of(file), location.orElseThrow())))
                        .usedBy(user)
                        .progressPort(port.map(OptionalInt::of).orElse(OptionalInt.empty()))
                        .build(),
                options.text(RESULT).map(Path::of));
    }

    private Optional<Location> location(Optional<HttpUrl> endpoint) {
        var source = arguments.matchedPositionalValue(0, "");
        // of the text, as in the plan: the server mounts a directory that is named by it
        var host = options.text(ENDPOINT).map(EndpointHost::of).orElse(S3Location.DEFAULT_HOST);
        var location = Locations.parse(source, host);
        if (location.filter(S3Location.class::isInstance).isPresent()
                && endpoint.filter(url -> !url.encodedPath().equals("/")).isPresent()) {
            options.problem(
                    ENDPOINT + "=\"" + endpoint.get() + "\" must be the address of an S3 server without a path");
        }
        if (location.isEmpty()) {
            options.problem("<SOURCE>=\"" + source + "\" must be " + Locations.FORM);
        }
        return location;
    }

    private static HttpUrl address(String text) {
        var url = HttpUrl.get(text);
        if (url.query() != null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("user or query");
        }
        var last = url.pathSize() - 1;
        return url.pathSegments().get(last).isEmpty() && last > 0
                ? url.newBuilder().removePathSegment(last).build()
                : url;
    }

    private static int port(String text) {
        var port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("out of range");
        }
        return port;
    }

    private static String user(String text) {
        if (!text.matches(USER)) {
            throw new IllegalArgumentException("not a user");
        }
        return text;
    }

    private List<String> texts(String option) {
        return List.of(arguments.matchedOptionValue(option, new String[0]));
    }

    private static void list(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel("<" + label + ">")
                .type(String[].class)
                .description(description + " May be repeated.")
                .build());
    }
}
