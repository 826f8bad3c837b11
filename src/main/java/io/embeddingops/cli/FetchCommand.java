package io.embeddingops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.FetchRun;
import io.embeddingops.source.FetchReason;
import io.embeddingops.source.FetchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Downloads a model into a cache directory. */
final class FetchCommand implements Callable<Integer> {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final Surroundings surroundings;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    FetchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        FetchOptions.add(spec);
        spec.usageMessage()
                .header("Downloads a model into a cache directory and verifies it.")
                .description(
                        "The last line of standard output is the model's directory. What the cache already has needs no"
                                + " network. An interrupted download continues where it ended. Without --token-file the"
                                + " environment variable HF_TOKEN is used, and without --proxy HTTPS_PROXY; NO_PROXY always applies.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "The model is complete.", "The download failed; the reason is on standard error."));
        return spec;
    }

    @Override
    public Integer call() {
        var commandLine = spec.commandLine();
        var err = commandLine.getErr();
        try {
            var options = FetchOptions.read(commandLine.getParseResult(), surroundings.environment());
            return run(options, commandLine.getOut(), err);
        } catch (BadConfigException e) {
            e.problems().forEach(err::println);
            return ExitCode.USAGE;
        } finally {
            commandLine.getOut().flush();
            err.flush();
        }
    }

    private static int run(FetchOptions.Values options, PrintWriter out, PrintWriter err) {
        try {
            var done = new FetchRun(options.request(), err, isTerminal()).run();
            report(options.result(), done.result(), err);
            out.println(done.directory());
            return ExitCode.DONE;
        } catch (FetchException e) {
            return failed(options, e, err);
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            var text = "the download has failed, which is a bug: " + e;
            return failed(options, new FetchException(FetchReason.FETCH_FAILED, text), err);
        }
    }

    private static int failed(FetchOptions.Values options, FetchException failure, PrintWriter err) {
        var reason = failure.reason().toString();
        err.println(reason + ": " + failure.getMessage());
        var source = options.request().location().text();
        var size = failure.size().orElse(null);
        report(options.result(), new FetchResult(source, null, size, null, null, reason, failure.getMessage()), err);
        return ExitCode.FAILED;
    }

    private static void report(Optional<Path> file, FetchResult result, PrintWriter err) {
        if (file.isPresent()) {
            try {
                Files.writeString(file.get(), new ObjectMapper().writeValueAsString(result));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a record of strings can always be written as JSON", e);
            } catch (IOException e) {
                err.println("cannot write the result to " + file.get() + ": " + e.getMessage());
            }
        }
    }

    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
