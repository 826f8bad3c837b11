package io.embeddingops.e2e;

import io.embeddingops.it.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A daemon of the cluster that is suspended, as on a machine that hangs. */
record StoppedProcess(long pid) {

    static StoppedProcess of(ControlPlane controlPlane, String daemon) {
        try {
            var pid =
                    Files.readString(controlPlane.logs().resolveSibling("pids").resolve(daemon));
            return new StoppedProcess(Long.parseLong(pid.substring(0, pid.indexOf(' ')))).signalled("-STOP");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void resume() {
        signalled("-CONT");
    }

    private StoppedProcess signalled(String signal) {
        try {
            var kill = new ProcessBuilder("kill", signal, String.valueOf(pid))
                    .inheritIO()
                    .start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new AssertionError("cannot send " + signal + " to process " + pid);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
