package io.embeddingops.cli;

import io.embeddingops.cli.verify.VerifyException;
import io.embeddingops.cli.verify.VerifyRun;
import io.embeddingops.config.BadConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Checks whether a server returns correct embeddings. */
final class VerifyCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        VerifyOptions.add(spec);
        spec.usageMessage()
                .header("Checks whether a server returns correct embeddings, without a cluster.")
                .description("Sends about ten short texts to any server with an OpenAI-compatible API, in at most 17"
                        + " requests (and with --api-key-file one without the key, which must be refused), and prints the"
                        + " problems of the vectors. To compare staging with production,"
                        + " --save the fingerprint of one and pass it as --golden for the other.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "The server passed, possibly with warnings.",
                        "The server failed or did not answer; the reason is in the report or on standard error."));
        return spec;
    }

    @Override
    public Integer call() {
        var commandLine = spec.commandLine();
        try {
            var request = VerifyOptions.read(commandLine.getParseResult());
            return new VerifyRun(request, commandLine.getOut()).passed() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (BadConfigException e) {
            e.problems().forEach(commandLine.getErr()::println);
            return ExitCode.USAGE;
        } catch (VerifyException e) {
            commandLine.getErr().println(e.getMessage());
            return ExitCode.FAILED;
        } finally {
            commandLine.getOut().flush();
        }
    }
}
