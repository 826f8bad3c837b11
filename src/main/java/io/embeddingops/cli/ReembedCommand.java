package io.embeddingops.cli;

import io.embeddingops.cli.reembed.ReembedException;
import io.embeddingops.cli.reembed.ReembedRun;
import io.embeddingops.config.BadConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Embeds texts anew with another model. */
final class ReembedCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    ReembedCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        ReembedOptions.add(spec);
        spec.usageMessage()
                .header("Embeds texts anew with another model, for a vector database.")
                .description(
                        "Reads one JSON object per line, such as {\"id\": 1, \"text\": \"...\"}, and writes one per line with id,"
                                + " vectorSpace, embedding and all other fields, in the same order. Each response of the new"
                                + " server is checked to be of the vector space of the start. Progress is on standard error.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "All texts are embedded, except those in the file of --errors.",
                        "Some are not; the reason is on standard error. With --resume the same command continues."));
        return spec;
    }

    @Override
    public Integer call() {
        var commandLine = spec.commandLine();
        var err = commandLine.getErr();
        try {
            var request = ReembedOptions.read(commandLine.getParseResult());
            new ReembedRun(request, surroundings.input(), commandLine.getOut(), err).run();
            return ExitCode.DONE;
        } catch (BadConfigException e) {
            e.problems().forEach(err::println);
            return ExitCode.USAGE;
        } catch (ReembedException e) {
            err.println(e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("interrupted");
            return ExitCode.FAILED;
        } finally {
            commandLine.getOut().flush();
            err.flush();
        }
    }
}
