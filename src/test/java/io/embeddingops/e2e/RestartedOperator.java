package io.embeddingops.e2e;

import io.embeddingops.it.OperatorJar;
import java.util.function.Supplier;

/** An operator in a process of its own, which can be killed and started again. */
final class RestartedOperator implements AutoCloseable {

    private final Supplier<OperatorJar> starter;
    private OperatorJar operator;

    RestartedOperator(Supplier<OperatorJar> starter) {
        this.starter = starter;
        this.operator = starter.get();
    }

    /** Sends SIGKILL. */
    void kill() {
        operator.close();
    }

    /** Starts it after it was killed. */
    void start() {
        operator = starter.get();
    }

    @Override
    public void close() {
        kill();
    }
}
