package io.embeddingops.cli.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the operator at SIGTERM or SIGINT and exits with 0, or with 1 if the operator is not live. Without the hook the
 * JVM would exit with 143 or 130, which supervisors report as a failure.
 */
public final class ShutdownHook {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    private ShutdownHook() {}

    /** Registers the hook for that operator. */
    public static void install(OperatorProcess process) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "shutdown"));
    }

    private static void end(OperatorProcess process) {
        if (process.isClosed()) {
            return; // the command has already ended with its own exit code
        }
        var healthy = process.liveness().good();
        var closing = new Thread(process::close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(process.shutdownTimeout().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info(closing.isAlive() ? "stopped before all work was finished" : "stopped");
        System.out.flush();
        Runtime.getRuntime().halt(healthy ? 0 : 1);
    }
}
