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
 * @param kept whether it outlives the tests, so that the next run can use it
 */
record RealCluster(ControlPlane controlPlane, boolean kept) implements AutoCloseable {

    /** Starts the cluster, or uses the running one of that name. {@code hack/e2e.sh} sets the name to remove it later. */
    static RealCluster up() {
        redirectOperatorLog();
        var name = System.getProperty(
                "e2e.cluster", "e2e-" + ProcessHandle.current().pid());
        var controlPlane = ControlPlane.up(name, "--crds", "crds", "--gpu-nodes", "3");
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

    /** Directs the log of operators in this process to a file that is collected after a failure. */
    private static void redirectOperatorLog() {
        try {
            Files.createDirectories(FailureDiagnostics.ROOT);
            Logging.configure(LogFormat.TEXT, LogLevel.DEBUG, Files.newOutputStream(FailureDiagnostics.OPERATOR_LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
