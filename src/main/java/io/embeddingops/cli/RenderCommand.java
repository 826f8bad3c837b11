package io.embeddingops.cli;

import io.embeddingops.cli.render.RenderRun;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.RenderConfig;
import io.embeddingops.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the objects that the operator would apply for EmbeddingServices. */
final class RenderCommand implements Callable<Integer> {

    private static final String FILE = "--file";
    private static final String SERVING = "--serving";

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
                .description("File with one or more EmbeddingServices as YAML or JSON; - for standard input. Can be"
                        + " repeated.")
                .build());
        spec.addOption(OptionSpec.builder(SERVING)
                .paramLabel("<file>")
                .type(String.class)
                .description("File with an earlier version of the service in --file: prints the objects while its"
                        + " servers serve and those of --file start beside them"
                        + " (spec.vectorSpace.transition: SideBySide).")
                .build());
        SettingOptions.add(spec, Settings.rendering());
        spec.usageMessage()
                .header("Prints the objects that the operator would apply, without a cluster.")
                .description(
                        "Prints the Deployment, the Service and all other objects that the operator would apply for"
                                + " EmbeddingServices, as YAML. Unknown fields are errors. Pass the settings of a"
                                + " cluster's operator to get the objects of that cluster. If a limit such as"
                                + " --allowed-host-paths is not passed, values that it may refuse are warnings.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "Success; warnings are on standard error.",
                        "A document is invalid; all errors of all documents are on standard error, and no object is"
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
            var files = arguments.<List<String>>matchedOptionValue(FILE, List.of());
            Optional.ofNullable(arguments.<String>matchedOptionValue(SERVING, null))
                    .ifPresentOrElse(serving -> run.addTransition(serving, files), () -> run.add(files));
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
