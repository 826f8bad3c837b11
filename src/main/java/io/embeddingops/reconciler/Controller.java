package io.embeddingops.reconciler;

import io.embeddingops.config.OperatorConfig;
import io.embeddingops.health.PodEndpoints;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Sets the Java Operator SDK up for this operator: which of its many choices we make, and why. */
public final class Controller {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** No informer sees a foreign object go, nor hears what the kubelet says about a volume. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    /** Objects per answer when informers list: one answer with all would stand in memory several times while it is read. */
    static final long LIST_LIMIT = 500;

    private Controller() {}

    /** An operator that is ready to be started. */
    public static Operator of(
            OperatorConfig config, KubernetesClient client, MeterRegistry metrics, Clock clock, Leadership leadership) {
        return of(config, client, metrics, clock, leadership, LOOK_AGAIN);
    }

    /** The same, which looks again after that time at what nobody tells it. */
    static Operator of(
            OperatorConfig config,
            KubernetesClient client,
            MeterRegistry metrics,
            Clock clock,
            Leadership leadership,
            Duration lookAgain) {
        var operator = new Operator(overrider -> configure(overrider, config, client, metrics, leadership));
        var verification =
                new Verification(PodEndpoints.of(config.probeVia(), client), config.probeConcurrency(), metrics, clock);
        var reporter = new Reporter(new EventRecorder(client, clock), metrics);
        var reconciler =
                new EmbeddingServiceReconciler(new Planner(config.policy()), reporter, verification, clock, lookAgain);
        operator.register(reconciler, overrider -> {
            overrider
                    .withFieldManager(FieldManager.NAME)
                    .withInformerListLimit(LIST_LIMIT)
                    .withReconciliationMaxInterval(config.resync())
                    .withRetry(new GenericRetry()
                            .withoutMaxAttempts()
                            .setInitialInterval(FIRST_RETRY)
                            .setIntervalMultiplier(2)
                            .setMaxInterval(LONGEST_RETRY.toMillis()));
            if (!config.namespaces().isEmpty()) {
                overrider.settingNamespaces(config.namespaces());
            }
        });
        return operator;
    }

    private static void configure(
            ConfigurationServiceOverrider overrider,
            OperatorConfig config,
            KubernetesClient client,
            MeterRegistry metrics,
            Leadership leadership) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withResourceCloner(new ServiceCloner(client.getKubernetesSerialization()::clone))
                .withConcurrentReconciliationThreads(config.reconcileThreads())
                // the annotation would be one more thing on users' objects; resource versions tell our own events
                .withPreviousAnnotationForDependentResources(false)
                .withParseResourceVersions(true)
                .withReconciliationTerminationTimeout(config.shutdownTimeout().minusSeconds(1))
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics));
        config.leaderElectionNamespace()
                .ifPresent(namespace -> overrider.withLeaderElectionConfiguration(leadership.electedIn(namespace)));
    }
}
