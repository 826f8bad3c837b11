package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A pod's processes on this machine: those in a cgroup with the pod's UID in its name. */
record PodProcesses(Pod pod) {

    /** SGLang's engine. */
    static final String SCHEDULER = "sglang::scheduler";

    /** SGLang's HTTP server, which starts the others. */
    static final String SERVER = SglangWrapper.venv() + "/bin/python\0" + SglangWrapper.venv() + "/bin/sglang";

    /** The process whose command line starts with that text. */
    Optional<Long> find(String commandLine) {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (read(process, "cgroup").contains(pod.getMetadata().getUid())
                        && read(process, "cmdline").startsWith(commandLine)) {
                    return Optional.of(Long.valueOf(process.getFileName().toString()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Suspends the process to simulate a deadlock. */
    void suspend(String commandLine) {
        signal(commandLine, "-STOP");
    }

    /** Lets a suspended process run on. */
    void resume(String commandLine) {
        signal(commandLine, "-CONT");
    }

    void kill(String commandLine) {
        signal(commandLine, "-KILL");
    }

    private void signal(String commandLine, String signal) {
        var pid = find(commandLine)
                .orElseThrow(() -> new AssertionError("no process " + commandLine + " in pod "
                        + pod.getMetadata().getName()));
        try {
            var kill = new ProcessBuilder("kill", signal, pid.toString())
                    .inheritIO()
                    .start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new AssertionError("cannot send " + signal + " to process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a process that has ended. */
    private static String read(Path process, String file) {
        try {
            return Files.readString(process.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
