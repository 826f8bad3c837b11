package io.embeddingops.cli;

import io.embeddingops.cli.render.RenderRun;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.RenderConfig;
import io.embeddingops.config.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints what the operator would make of EmbeddingServices. */
final class RenderCommand implements Callable<Integer> {

    private static final String FILE = "--file";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings surroundings;

    RenderCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        spec.addOption(OptionSpec.builder("-f", FILE)
                .paramLabel("<file>")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .required(true)
                .description("File with one or several EmbeddingServices as YAML or JSON; - is standard input. May be"
                        + " given several times.")
                .build());
        SettingOptions.add(spec, Settings.rendering());
        spec.usageMessage()
                .header("Prints what the operator would apply, without a cluster.")
                .description("Prints the Deployment, Service and whatever else the operator would apply for"
                        + " EmbeddingServices, as YAML. Unknown fields are errors. Give the"
                        + " cluster's operator settings to see what that cluster would get; what needs"
                        + " a bound that is not given, such as --allowed-host-paths, is only warned about.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "Printed; warnings may be on standard error.",
                        "A document is invalid: all errors of all documents are on standard error, and nothing is"
                                + " printed."));
        return spec;
    }

    @Override
    public Integer call() {
        var arguments = spec.commandLine().getParseResult();
        var err = spec.commandLine().getErr();
        try {
            var flags = SettingOptions.given(arguments, Settings.rendering());
            var config = RenderConfig.read(flags, surroundings.environment());
            var run = new RenderRun(config.policy(), surroundings.input());
            arguments.<List<String>>matchedOptionValue(FILE, List.of()).forEach(run::add);
            run.warnings().forEach(err::println);
            run.errors().forEach(err::println);
            return run.errors().isEmpty() ? print(run.yaml()) : ExitCode.FAILED;
        } catch (BadConfigException e) {
            e.problems().forEach(err::println);
            return ExitCode.USAGE;
        }
    }

    private int print(String yaml) {
        var out = spec.commandLine().getOut();
        out.print(yaml);
        out.flush();
        return ExitCode.DONE;
    }
}
