package io.embeddingops.e2e;

import io.embeddingops.config.LogFormat;
import io.embeddingops.config.LogLevel;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.logging.Logging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * A control plane with a real node.
 *
 * @param kept whether it outlives the tests; for who writes tests, and wants the next run to find it
 */
record RealCluster(ControlPlane controlPlane, boolean kept) implements AutoCloseable {

    /** Starts it, or finds the one of that name; {@code hack/e2e.sh} names it, so as to be able to remove it. */
    static RealCluster up() {
        logOfOperators();
        var name = System.getProperty(
                "e2e.cluster", "e2e-" + ProcessHandle.current().pid());
        var controlPlane = ControlPlane.up(name, "--crds", "crds");
        try {
            controlPlane.addRealNode();
        } catch (IllegalStateException e) {
            controlPlane.close();
            throw e;
        }
        return new RealCluster(controlPlane, Boolean.getBoolean("e2e.keep"));
    }

    @Override
    public void close() {
        if (!kept) {
            controlPlane.close();
        }
    }

    /** The operators in this process write to a file of the evidence. */
    private static void logOfOperators() {
        try {
            Files.createDirectories(Evidence.ROOT);
            Logging.configure(LogFormat.TEXT, LogLevel.DEBUG, Files.newOutputStream(Evidence.OPERATOR_LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
