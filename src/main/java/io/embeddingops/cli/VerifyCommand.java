package io.embeddingops.cli;

import io.embeddingops.cli.verify.VerifyException;
import io.embeddingops.cli.verify.VerifyRun;
import io.embeddingops.config.BadConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Checks whether a server embeds correctly. */
final class VerifyCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        VerifyOptions.add(spec);
        spec.usageMessage()
                .header("Checks whether a server embeds correctly, without a cluster.")
                .description("Sends about ten short texts to a server with an API like OpenAI's, in at most "
                        + "15 requests, and prints what is wrong with the vectors. The server need not be one of the"
                        + " operator's. To compare staging with production, --save the fingerprint of one and give it as"
                        + " --golden for the other.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "The server passed; there may be warnings.",
                        "The server failed, or did not answer to the end; the report or standard error says why."));
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
