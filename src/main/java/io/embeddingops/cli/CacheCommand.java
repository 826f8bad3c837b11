package io.embeddingops.cli;

import io.embeddingops.cli.cache.CacheCleanup;
import io.embeddingops.cli.cache.CacheText;
import io.embeddingops.cli.cache.LiveServices;
import io.embeddingops.client.Fence;
import io.embeddingops.client.StartException;
import io.embeddingops.fetch.FetchException;
import io.embeddingops.fetch.store.CacheContents;
import io.embeddingops.fetch.store.CacheEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** Shows what a model cache contains, and removes what is not used. */
final class CacheCommand {

    private static final String OUTPUT = "--output";
    private static final String UNUSED = "--unused";
    private static final String DRY_RUN = "--dry-run";

    private final Surroundings surroundings;

    CacheCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        var spec = CommandSpec.create().addSubcommand("ls", new Ls().spec()).addSubcommand("rm", new Rm().spec());
        spec.usageMessage()
                .header("Shows what a model cache contains, and removes what is not used.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation("Success.", "Failed; the reason is on standard error."));
        return spec;
    }

    private static PositionalParamSpec directory() {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel("<directory>")
                .type(Path.class)
                .arity("1")
                .description("The cache: the root of the claim of spec.model.cache, or --to of the command fetch")
                .build();
    }

    private static Path directory(CommandSpec spec) {
        var directory = spec.commandLine().getParseResult().<Path>matchedPositionalValue(0, null);
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), "<directory> must be a directory: " + directory);
        }
        return directory;
    }

    private final class Ls implements Callable<Integer> {

        private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

        CommandSpec spec() {
            spec.addPositional(directory());
            spec.addOption(OptionSpec.builder("-o", OUTPUT)
                    .paramLabel("<format>")
                    .type(String.class)
                    .description("table (the default) or json")
                    .build());
            spec.usageMessage()
                    .header("Lists the revisions in a model cache: size, state, and the services that have used them.")
                    .description("Complete: can be served. Partial: a download has failed, and continues when a service"
                            + " needs the revision. BeingWritten: a download is running.")
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.documentation(
                            "Success.", "The directory cannot be read; the reason is on standard error."));
            return spec;
        }

        @Override
        public Integer call() {
            var format = spec.commandLine().getParseResult().matchedOptionValue(OUTPUT, "table");
            if (!List.of("table", "json").contains(format)) {
                throw new ParameterException(spec.commandLine(), OUTPUT + " must be table or json, not " + format);
            }
            try {
                var entries = new CacheContents(directory(spec)).list();
                var out = spec.commandLine().getOut();
                out.print(format.equals("json") ? CacheText.json(entries) : CacheText.table(entries));
                out.flush();
                return ExitCode.DONE;
            } catch (FetchException e) {
                spec.commandLine().getErr().println(e.getMessage());
                return ExitCode.FAILED;
            }
        }
    }

    private final class Rm implements Callable<Integer> {

        private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

        CommandSpec spec() {
            spec.addPositional(directory());
            spec.addPositional(PositionalParamSpec.builder()
                    .index("1..*")
                    .paramLabel("<name>")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..*")
                    .description(
                            "What to remove, as ls shows it: a model, such as hf://ORG/NAME, for all its revisions, or"
                                    + " a revision, such as hf://ORG/NAME@COMMIT, of which 7 digits are enough")
                    .build());
            spec.addOption(OptionSpec.builder(UNUSED)
                    .description("Remove all revisions that no existing EmbeddingService has used")
                    .build());
            spec.addOption(OptionSpec.builder(DRY_RUN)
                    .description("Only print what would be removed")
                    .build());
            spec.usageMessage()
                    .header("Removes revisions from a model cache.")
                    .description("Keeps what is being written and what an existing EmbeddingService uses. Services are"
                            + " looked up in the cluster of the kubeconfig or of the pod; if that fails, every service"
                            + " that has used a revision counts as existing.")
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.documentation(
                            "Success.", "A named revision was kept or is unknown; the reason is on standard error."));
            return spec;
        }

        @Override
        public Integer call() {
            var arguments = spec.commandLine().getParseResult();
            var names = arguments.<List<String>>matchedPositionalValue(1, List.of());
            var unused = arguments.hasMatchedOption(UNUSED);
            if (unused != names.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "name what to remove, or use " + UNUSED + ": one of the two");
            }
            var directory = directory(spec);
            var err = spec.commandLine().getErr();
            try {
                var entries = new CacheContents(directory).list();
                var services = services(entries);
                services.problem()
                        .ifPresent(problem -> err.println("every service that has used a revision counts as existing,"
                                + " because services cannot be looked up: " + problem));
                var cleanup = new CacheCleanup(
                        directory,
                        services,
                        arguments.hasMatchedOption(DRY_RUN),
                        spec.commandLine().getOut(),
                        err);
                if (unused) {
                    cleanup.unused(entries);
                    return ExitCode.DONE;
                }
                return cleanup.named(entries, names) ? ExitCode.DONE : ExitCode.FAILED;
            } catch (FetchException e) {
                err.println(e.getMessage());
                return ExitCode.FAILED;
            } finally {
                spec.commandLine().getOut().flush();
            }
        }

        private LiveServices services(List<CacheEntry> entries) {
            if (entries.stream().allMatch(entry -> entry.uses().isEmpty())) {
                return LiveServices.unknown(entries, "");
            }
            try (var client = surroundings.cluster().connect(Fence.of(Optional.empty()))) {
                return LiveServices.of(entries, client);
            } catch (StartException e) {
                return LiveServices.unknown(entries, e.getMessage());
            }
        }
    }
}
