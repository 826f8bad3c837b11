package io.embeddingops.cli;

import io.embeddingops.api.schema.BundledCrd;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the CustomResourceDefinition. */
final class CrdsCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.usageMessage()
                .header("Prints the CustomResourceDefinition of EmbeddingService.")
                .description(
                        "To install it:", "  java -jar embedding-operator.jar crds | kubectl apply --server-side -f -")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation("Success.", "Failed; the reason is on standard error."));
        return spec;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(BundledCrd.text());
        out.flush();
        return ExitCode.DONE;
    }
}
