package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The autoscalers of the tests themselves: metrics-server with a HorizontalPodAutoscaler, and KEDA with Prometheus. */
@EnabledIfSystemProperty(named = "e2e.scale", matches = "true")
@ExtendWith(RealNode.class)
class AutoscalersE2E {

    private static final Duration REACTION = Pace.of(120);

    /** A pod uses as much CPU as its limit allows. */
    private static final String BUSY = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: busy, namespace: %s}
            spec:
              selector: {matchLabels: {app: busy}}
              template:
                metadata: {labels: {app: busy}}
                spec:
                  nodeSelector: {embeddingops.io/node: real}
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: main
                    image: registry.local/host:1
                    imagePullPolicy: Never
                    command: [/usr/bin/sh, -c, "while :; do :; done"]
                    resources: {requests: {cpu: 50m}, limits: {cpu: 100m, memory: 32Mi}}
                    volumeMounts: [{name: usr, mountPath: /usr, readOnly: true}]
                  volumes: [{name: usr, hostPath: {path: /usr}}]
            """;

    /** Half of the request, which a busy pod uses twice. */
    private static final String BY_CPU = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: busy, namespace: %s}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: busy}
              minReplicas: 1
              maxReplicas: 2
              metrics:
              - type: ContainerResource
                containerResource: {name: cpu, container: main, target: {type: Utilization, averageUtilization: 50}}
            """;

    private static final String MONITOR = """
            apiVersion: monitoring.coreos.com/v1
            kind: PodMonitor
            metadata: {name: pages, namespace: %s}
            spec:
              selector: {matchLabels: {app: pages}}
              fallbackScrapeProtocol: PrometheusText0.0.4
              podMetricsEndpoints: [{port: http}]
            """;

    private static final String BY_QUERY = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: %2$s, namespace: %1$s}
            spec:
              scaleTargetRef: {apiVersion: %3$s, name: %2$s, kind: %4$s}
              minReplicaCount: 1
              maxReplicaCount: 3
              advanced:
                horizontalPodAutoscalerConfig: {behavior: {scaleDown: {stabilizationWindowSeconds: 0}}}
              triggers:
              - type: prometheus
                metadata: {serverAddress: "%5$s", query: sum(load), threshold: "0.7", ignoreNullValues: "false"}
            """;

    @Test
    void podsAreScaledByTheirCpu(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var metrics = MetricsServer.start(controlPlane)) {
            apply(tenant, BUSY.formatted(tenant.namespace()));
            awaitReplicas(tenant, "busy", 1);
            apply(tenant, BY_CPU.formatted(tenant.namespace()));
            awaitReplicas(tenant, "busy", 2);
            assertThat(metrics.cores(tenant.namespace()).values())
                    .isNotEmpty()
                    .allSatisfy(cores -> assertThat(cores).as("limited to 0.1").isBetween(0.03, 0.12));
            metrics.stop();
            Tenant.within(
                    REACTION,
                    () -> assertThat(autoscaler(tenant, "busy"))
                            .containsEntry("ScalingActive", "FailedGetContainerResourceMetric"));
            metrics.start();
            Tenant.within(
                    REACTION,
                    () -> assertThat(autoscaler(tenant, "busy")).containsEntry("ScalingActive", "ValidMetricFound"));
            awaitReplicas(tenant, "busy", 2);
        }
    }

    @Test
    void deploymentAndEmbeddingServiceAreScaledByQuery(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane).startOperator();
                var prometheus = PrometheusServer.start(
                        controlPlane, MONITOR.formatted(tenant.namespace()), Duration.ofSeconds(1));
                var keda = Keda.start(controlPlane)) {
            var namespace = tenant.namespace();
            var page = HostPod.create(controlPlane, namespace, "pages", HostPod.SERVER);
            page.run("echo load 0.1 > /tmp/metrics");
            apply(tenant, BUSY.formatted(namespace));
            tenant.create(Tenant.gpuService("service"));
            apply(tenant, BY_QUERY.formatted(namespace, "busy", "apps/v1", "Deployment", prometheus.url()));
            apply(
                    tenant,
                    BY_QUERY.formatted(
                            namespace, "service", "embeddingops.io/v1alpha1", "EmbeddingService", prometheus.url()));
            awaitReplicas(tenant, "busy", 1);
            awaitReplicas(tenant, "service", 1);

            page.run("echo load 2.0 > /tmp/metrics");
            awaitReplicas(tenant, "busy", 3);
            awaitReplicas(tenant, "service", 3);
            assertThat(tenant.service("service").get().getSpec().replicas()).isEqualTo(3);

            keda.stop();
            Tenant.within(
                    REACTION,
                    () -> assertThat(autoscaler(tenant, "keda-hpa-service"))
                            .containsEntry("ScalingActive", "FailedGetExternalMetric"));
            keda.start();
            page.run("echo load 0.1 > /tmp/metrics");
            awaitReplicas(tenant, "busy", 1);
            awaitReplicas(tenant, "service", 1);
        }
    }

    private static void apply(Tenant tenant, String yaml) {
        tenant.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .create();
    }

    private static void awaitReplicas(Tenant tenant, String deployment, int replicas) {
        Tenant.within(
                REACTION,
                () -> assertThat(tenant.deployment(deployment).get())
                        .isNotNull()
                        .extracting(found -> found.getStatus().getReadyReplicas())
                        .isEqualTo(replicas));
    }

    /** The reasons of an autoscaler's conditions, by type. */
    private static Map<String, String> autoscaler(Tenant tenant, String name) {
        var reasons = new TreeMap<String, String>();
        tenant.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(tenant.namespace())
                .withName(name)
                .get()
                .getStatus()
                .getConditions()
                .forEach(condition -> reasons.put(condition.getType(), condition.getReason()));
        return reasons;
    }
}
