package io.embeddingops.cli;

import io.embeddingops.cli.run.OperatorProcess;
import io.embeddingops.client.Fence;
import io.embeddingops.client.StartException;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.config.Settings;
import io.embeddingops.logging.Logging;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** Runs the operator until SIGTERM or SIGINT. */
final class RunCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings surroundings;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        SettingOptions.add(spec, Settings.all());
        spec.usageMessage()
                .header("Runs the operator until SIGTERM or SIGINT.")
                .description("Connects to the cluster of the kubeconfig (KUBECONFIG, ~/.kube/config) or of the pod."
                        + " An option takes precedence over its environment variable.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.documentation(
                        "Stopped by SIGTERM or SIGINT.",
                        "The operator could not start or stopped with an error; the reason is on standard error."));
        return spec;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        try {
            var flags = SettingOptions.given(spec.commandLine().getParseResult(), Settings.all());
            run(OperatorConfig.read(flags, surroundings.environment()));
            return ExitCode.DONE;
        } catch (BadConfigException e) {
            e.problems().forEach(err::println);
            return ExitCode.USAGE;
        } catch (StartException e) {
            err.println(e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void run(OperatorConfig config) throws StartException {
        Logging.configure(config.logFormat(), config.logLevel(), System.out);
        try (var client = surroundings.cluster().connect(Fence.of(config.leaderElectionNamespace()));
                var process = new OperatorProcess(config, client, Version.current())) {
            surroundings.onStart().accept(process);
            process.start();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
