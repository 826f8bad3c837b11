package io.embeddingops.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The programs of other projects by which the installation is judged; they are built from their sources once. */
public final class Tools {

    private Tools() {}

    /** What the tool prints for that input. Fails with what it says when it does. */
    public static String run(String tool, String input, String... arguments) {
        var run = new Run(tool, input, arguments);
        if (run.exitCode != 0) {
            throw new AssertionError(tool + " " + String.join(" ", arguments) + ":\n" + run.output);
        }
        return run.output;
    }

    /** What the tool prints when it fails, as it has to. */
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
