package io.embeddingops;

import io.embeddingops.config.OperatorConfig;
import io.embeddingops.reconciler.Controller;
import io.embeddingops.reconciler.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The operator, from its start to its end. */
public final class EmbeddingOperator implements AutoCloseable {

    private final Operator operator;
    private final Leadership leadership;
    private final KubernetesClient client;

    private EmbeddingOperator(Operator operator, Leadership leadership, KubernetesClient client) {
        this.operator = operator;
        this.leadership = leadership;
        this.client = client;
    }

    /**
     * Starts nothing yet, and asks the API server for nothing.
     *
     * @param onLeadershipLost runs when another process has become the leader; this one must then end
     */
    public static EmbeddingOperator of(
            OperatorConfig config, KubernetesClient client, MeterRegistry metrics, Runnable onLeadershipLost) {
        var leadership = new Leadership(onLeadershipLost);
        var operator = Controller.of(config, client, metrics, Clock.systemUTC(), leadership);
        return new EmbeddingOperator(operator, leadership, client);
    }

    /** Starts serving; returns when all informers have their first list. */
    public void start() {
        operator.start();
    }

    /** Whether it has everything it needs to reconcile, or would at once if it became the leader. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted();
    }

    /** Whether it makes sense to let it run on; an API server that is away is no reason to restart. */
    public boolean live() {
        return !leadership.lost();
    }

    /** Lets running reconciliations end, stops, and lets another become the leader. The client stays open. */
    @Override
    public void close() {
        leadership.giveUp();
        operator.stop();
        leadership.passOn(client);
    }
}
