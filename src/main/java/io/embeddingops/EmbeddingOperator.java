package io.embeddingops;

import io.embeddingops.config.OperatorConfig;
import io.embeddingops.reconciler.Controller;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The running operator. */
public final class EmbeddingOperator implements AutoCloseable {

    private final Operator operator;

    private EmbeddingOperator(Operator operator) {
        this.operator = operator;
    }

    /** Starts serving; returns when all informers have their first list. */
    public static EmbeddingOperator start(OperatorConfig config, KubernetesClient client, MeterRegistry metrics) {
        var operator = Controller.of(config, client, metrics, Clock.systemUTC());
        operator.start();
        return new EmbeddingOperator(operator);
    }

    /** Whether it has everything it needs to reconcile, or would at once if it became the leader. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted();
    }

    /** Whether it makes sense to let it run on; an API server that is away is no reason to restart. */
    public boolean live() {
        return true;
    }

    /** Lets running reconciliations end, and stops. The client stays open. */
    @Override
    public void close() {
        operator.stop();
    }
}
