package io.embeddingops;

import io.embeddingops.config.OperatorConfig;
import io.embeddingops.leadership.Leadership;
import io.embeddingops.reconciler.OperatorFactory;
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
     * Starts an operator; returns when all informers have their first list.
     *
     * @param onLeadershipLost runs when another process has become the leader; this one must then end
     */
    public static EmbeddingOperator start(
            OperatorConfig config, KubernetesClient client, MeterRegistry metrics, Runnable onLeadershipLost) {
        var leadership = new Leadership(onLeadershipLost);
        var operator = OperatorFactory.create(config, client, metrics, Clock.systemUTC(), leadership);
        operator.start();
        return new EmbeddingOperator(operator, leadership, client);
    }

    /** Whether it reconciles, or would do so at once if it became the leader. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted();
    }

    /** Whether it may go on running. An API server that cannot be reached is no reason to restart. */
    public boolean live() {
        return !leadership.lost();
    }

    /** Finishes running reconciles, stops, and releases the leadership. The client stays open. */
    @Override
    public void close() {
        leadership.giveUp();
        operator.stop();
        leadership.release(client);
    }
}
