package io.embeddingops.cli.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at SIGTERM or SIGINT. The JVM would then exit with 143 or 130, which a supervisor takes for a
 * failure; so this halts with 0 itself, unless it is the operator that gave up.
 */
public final class ShutdownHook {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    private ShutdownHook() {}

    /** From now on that operator is closed before the process ends. */
    public static void install(OperatorProcess process) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "shutdown"));
    }

    private static void end(OperatorProcess process) {
        if (process.isClosed()) {
            return; // the command has ended by itself, with an exit code of its own
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
