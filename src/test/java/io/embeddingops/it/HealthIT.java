package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The health that GitOps tools compute for each version of a service, with the tools' own libraries. */
@ExtendWith(SharedControlPlane.class)
class HealthIT {

    static final String SCRIPT = "examples/gitops/argocd/health.lua";

    private final List<String> versions = new CopyOnWriteArrayList<>();
    private Tenant tenant;
    private Watch watch;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
        watch = own.client()
                .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(EmbeddingService.class))
                .inNamespace(tenant.namespace())
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource service) {
                        versions.add(own.client().getKubernetesSerialization().asJson(service));
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void newServiceIsInProgressUntilReady() {
        tenant.create(Tenant.gpuService("qwen"));
        Tenant.eventually(() -> assertThat(kstatus()).containsExactly("InProgress"));
        tenant.startOperator();
        tenant.awaitReady("qwen", "True", "Ready");

        Tenant.eventually(() -> assertThat(kstatus()).containsExactly("InProgress", "Current"));
        assertThat(argocd()).containsExactly("Progressing", "Healthy");
    }

    @Test
    void invalidSpecIsAFailureUntilCorrected() {
        tenant.startOperator();
        tenant.create(Tenant.gpuService("qwen"));
        tenant.awaitReady("qwen", "True", "Ready");
        tenant.edit("qwen", "model: {path: /models/tiny}\nserver: {extraArgs: ['--port=1']}");
        tenant.awaitReady("qwen", "False", "InvalidSpec");
        tenant.edit("qwen", "model: {path: /models/other}");
        tenant.awaitReady("qwen", "True", "Ready");

        Tenant.eventually(() -> assertThat(kstatus())
                .containsExactly("InProgress", "Current", "InProgress", "Failed", "InProgress", "Current"));
        assertThat(argocd())
                .containsExactly("Progressing", "Healthy", "Progressing", "Degraded", "Progressing", "Healthy");
    }

    /** A sync does not wait for metrics: the service runs with the servers that it has. */
    @Test
    void serviceWithoutMetricsIsHealthy() {
        tenant.startOperator();
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: scaled}
                spec:
                  model: {path: /models/tiny}
                  device: cpu
                  server: {resources: {requests: {cpu: 10m}}}
                  autoscaling: {maxReplicas: 3, engine: HPA}
                """);
        tenant.awaitReady("scaled", "True", "Ready");
        Tenant.eventually(() -> assertThat(
                        tenant.service("scaled").get().getStatus().condition(Condition.AUTOSCALED))
                .hasValueSatisfying(condition -> assertThat(condition)
                        .extracting(Condition::status, Condition::reason)
                        .containsExactly("False", "MetricsMissing")));

        assertThat(kstatus()).containsExactly("InProgress", "Current");
        assertThat(argocd()).containsExactly("Progressing", "Healthy");
    }

    private List<String> kstatus() {
        return changes(version -> Tools.run("health", version, "kstatus"));
    }

    private List<String> argocd() {
        return changes(version -> Tools.run("health", version, "argocd", SCRIPT));
    }

    /** The verdict on each version, without repetitions. */
    private List<String> changes(UnaryOperator<String> judge) {
        var found = new ArrayList<String>();
        for (var version : versions) {
            var verdict = judge.apply(version).replaceAll("(?s):.*", "");
            if (found.isEmpty() || !found.get(found.size() - 1).equals(verdict)) {
                found.add(verdict);
            }
        }
        return found;
    }
}
