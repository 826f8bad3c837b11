package io.embeddingops.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The result of a command that a test ran. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return with(Map.of(), "", arguments);
    }

    static CommandLineRun with(Map<String, String> environment, String input, String... arguments) {
        Supplier<KubernetesClient> none = () -> {
            throw new AssertionError("this command needs no cluster");
        };
        return with(environment, input, none, arguments);
    }

    static CommandLineRun with(
            Map<String, String> environment, String input, Supplier<KubernetesClient> cluster, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var stream = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var surroundings = new Surroundings(environment, stream, fence -> cluster.get(), process -> {});
        var commandLine = OperatorCommandLine.create(surroundings, new PrintWriter(out), new PrintWriter(err));
        var exitCode = OperatorCommandLine.execute(commandLine, arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
