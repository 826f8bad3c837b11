package io.embeddingops.reconciler;

import io.embeddingops.client.Discovery;
import io.embeddingops.client.WriteClient;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.health.ActiveRequests;
import io.embeddingops.health.PodEndpoints;
import io.embeddingops.health.PodProgress;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.leadership.Leadership;
import io.embeddingops.plan.Planner;
import io.embeddingops.reconciler.events.ServiceChanges;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Configures the Java Operator SDK for this operator. */
public final class OperatorFactory {

    /** Objects per page when informers list. A response with all objects would be in memory several times at once. */
    static final long LIST_LIMIT = 500;

    private OperatorFactory() {}

    /** Creates an operator without starting it. */
    public static Operator create(
            OperatorConfig config, KubernetesClient client, MeterRegistry metrics, Clock clock, Leadership leadership) {
        return create(config, client, metrics, clock, leadership, Kinds.all(), Pacing.DEFAULT);
    }

    /** Creates an operator with another table of kinds and other pauses. */
    public static Operator create(
            OperatorConfig config,
            KubernetesClient client,
            MeterRegistry metrics,
            Clock clock,
            Leadership leadership,
            Kinds kinds,
            Pacing pacing) {
        var operator = new Operator(overrider -> configure(overrider, config, client, metrics, leadership));
        var writes = WriteClient.of(client);
        var verification = new Verification(
                PodEndpoints.of(config.probeVia(), client), config.probeConcurrency(), writes, metrics, clock);
        var downloads = new Downloads(PodProgress.of(config.probeVia(), client), pacing.progress(), System::nanoTime);
        var annotations = new PodAnnotations(ActiveRequests.of(config.probeVia(), client), writes);
        var reporter = new Reporter(new EventRecorder(writes, clock), new Occurrences(clock), writes, metrics);
        var slots = new WriteSlots(config.reconcileThreads(), System::nanoTime);
        var policy = config.policy().withCluster(Discovery.version(client));
        var reconciler = new EmbeddingServiceReconciler(
                kinds,
                new Planner(policy),
                reporter,
                verification,
                downloads,
                annotations,
                clock,
                pacing,
                writes,
                slots,
                metrics);
        operator.register(reconciler, overrider -> {
            overrider
                    .withFieldManager(FieldManager.NAME)
                    // the filter decides
                    .withGenerationAware(false)
                    .withOnUpdateFilter(ServiceChanges::matter)
                    .withInformerListLimit(LIST_LIMIT)
                    .withReconciliationMaxInterval(config.resync())
                    .withRetry(new GenericRetry()
                            .withoutMaxAttempts()
                            .setInitialInterval(pacing.firstRetry())
                            .setIntervalMultiplier(2)
                            .setMaxInterval(pacing.longestRetry().toMillis()));
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
                // no annotations on users' objects: the operator's own events are recognized by resource versions
                .withPreviousAnnotationForDependentResources(false)
                .withParseResourceVersions(true)
                .withReconciliationTerminationTimeout(config.shutdownTimeout().minusSeconds(1))
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics));
        config.leaderElectionNamespace()
                .ifPresent(namespace -> overrider.withLeaderElectionConfiguration(leadership.electedIn(namespace)));
    }
}
