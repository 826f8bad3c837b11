package io.embeddingops.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of other projects that check the installation. They are built from source once. */
public final class Tools {

    private Tools() {}

    /** Runs a tool with that input and returns its output. If the tool fails, the error contains its output. */
    public static String run(String tool, String input, String... arguments) {
        var run = new Run(tool, input, arguments);
        if (run.exitCode != 0) {
            throw new AssertionError(tool + " " + String.join(" ", arguments) + ":\n" + run.output);
        }
        return run.output;
    }

    /** Runs a tool that must fail, and returns its output. */
    static String failure(String tool, String... arguments) {
        var run = new Run(tool, "", arguments);
        if (run.exitCode == 0) {
            throw new AssertionError(tool + " " + String.join(" ", arguments) + " did not fail:\n" + run.output);
        }
        return run.output;
    }

    private static final class Run {

        private final String output;
        private final int exitCode;

        private Run(String tool, String input, String... arguments) {
            Script.run("hack/build.sh", "install");
            var command = new ArrayList<>(
                    List.of(Script.run("hack/build.sh", "--path", tool).strip()));
            command.addAll(List.of(arguments));
            try {
                var process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                try (var in = process.getOutputStream()) {
                    in.write(input.getBytes());
                }
                output = new String(process.getInputStream().readAllBytes());
                exitCode = process.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
