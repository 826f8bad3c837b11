package io.embeddingops.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Checks whether a running operator is ready, because the operator's image contains no other HTTP client. */
final class ReadyCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLISECONDS = 10_000;

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("<URL>")
                .type(String.class)
                .arity("1")
                .description("Address of its endpoints, such as http://host:8080")
                .build());
        spec.usageMessage()
                .header("Checks whether a running operator is ready.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "The operator is ready.",
                        "The operator is not ready or does not answer; the reason is on standard error."));
        return spec;
    }

    @Override
    public Integer call() {
        var commandLine = spec.commandLine();
        var base = commandLine.getParseResult().matchedPositionalValue(0, "");
        if (!base.matches("https?://[^/?#]+/?")) {
            commandLine.getErr().println("<URL> must be an http address without a path, such as http://host:8080");
            return ExitCode.USAGE;
        }
        try {
            return ask(URI.create(base).resolve("/readyz"));
        } catch (IOException | IllegalArgumentException e) {
            commandLine.getErr().println(base + " does not answer: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int ask(URI readiness) throws IOException {
        var connection = (HttpURLConnection) readiness.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
        connection.setReadTimeout(TIMEOUT_MILLISECONDS);
        var ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        try (var body = ready ? connection.getInputStream() : connection.getErrorStream()) {
            var text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            (ready ? spec.commandLine().getOut() : spec.commandLine().getErr()).println(text);
        }
        return ready ? ExitCode.DONE : ExitCode.FAILED;
    }
}
