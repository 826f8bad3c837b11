package io.embeddingops.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line: {@code run} (the default), {@code render}, {@code verify}, {@code reembed}, {@code fetch}, {@code cache}, {@code ready}
 * and {@code crds}.
 */
public final class OperatorCommandLine {

    private static final int WIDTH = 110;
    private static final String RUN = "run";
    private static final List<String> ROOT_OPTIONS = List.of("-h", "--help", "-V", "--version");

    private OperatorCommandLine() {}

    /** Creates the command line, which writes only to these two. */
    public static CommandLine create(Surroundings surroundings, PrintWriter out, PrintWriter err) {
        var root = CommandSpec.create()
                .name("embedding-operator")
                .addSubcommand(RUN, new RunCommand(surroundings).spec())
                .addSubcommand("render", new RenderCommand(surroundings).spec())
                .addSubcommand("verify", new VerifyCommand().spec())
                .addSubcommand("reembed", new ReembedCommand(surroundings).spec())
                .addSubcommand("fetch", new FetchCommand(surroundings).spec())
                .addSubcommand("cache", new CacheCommand(surroundings).spec())
                .addSubcommand("ready", new ReadyCommand().spec())
                .addSubcommand("crds", new CrdsCommand().spec());
        root.usageMessage()
                .description(
                        "Serves text embeddings with SGLang: turns EmbeddingServices into Deployments and Services.")
                .footer("", "The default command is run. Each command has its own --help.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "Success; for run: stopped by SIGTERM or SIGINT.", "Failed; the reason is on standard error."));
        var commandLine = new CommandLine(root);
        finish(commandLine);
        return commandLine
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler(OperatorCommandLine::wrongArguments);
    }

    /** Runs the command and returns its exit code. */
    public static int execute(CommandLine commandLine, String... arguments) {
        return commandLine.execute(
                isRunByDefault(arguments)
                        ? Stream.concat(Stream.of(RUN), Stream.of(arguments)).toArray(String[]::new)
                        : arguments);
    }

    private static boolean isRunByDefault(String... arguments) {
        return arguments.length == 0 || arguments[0].startsWith("-") && !ROOT_OPTIONS.contains(arguments[0]);
    }

    private static void finish(CommandLine commandLine) {
        commandLine.getSubcommands().values().forEach(OperatorCommandLine::finish);
        var spec = commandLine.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.version("embedding-operator " + Version.current());
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    }

    private static int wrongArguments(CommandLine.ParameterException failure, String... arguments) {
        var command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }
}
