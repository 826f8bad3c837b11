package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.keda.ScaledObjectStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The condition Autoscaled, with statuses that the test writes like Kubernetes' and KEDA's autoscalers. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoscaledIT {

    private static final Path KEDA = Path.of("src/test/resources/keda/scaledobjects.yaml");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final String ACTIVE = "{type: ScalingActive, status: \"True\", reason: ValidMetricFound}";
    private static final String MISSING = "{type: ScalingActive, status: \"False\", reason:"
            + " FailedGetContainerResourceMetric, message: no metrics, lastTransitionTime: \"%s\"}";
    private static final String[] FLAGS = {
        "--probe-via", "direct", "--prometheus-address", "http://prometheus:9090", "--allowed-keda-triggers", "cron"
    };

    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeAll
    void up() {
        controlPlane =
                ControlPlane.up("it-autoscaled-" + ProcessHandle.current().pid(), "--profile", "api", "--crds", "crds");
        tenant = new Tenant(controlPlane);
        tenant.createServiceAccount();
        tenant.client()
                .resource(Given.object(Given.text(KEDA), CustomResourceDefinition.class))
                .create();
        tenant.client()
                .resources(CustomResourceDefinition.class)
                .withName(ScaledObject.CRD)
                .waitUntilCondition(InstalledCrd::isEstablished, 30, TimeUnit.SECONDS);
        tenant.startOperator(FLAGS);
    }

    @AfterAll
    void down() {
        tenant.close();
        controlPlane.close();
    }

    @Test
    void statesOfAHorizontalPodAutoscalerAreReported() {
        var workload = create("cpu", "autoscaling: {maxReplicas: 3, engine: HPA}");
        awaitAutoscaled("cpu", "AutoscalerPending");
        workload.report("cpu-a", "127.0.0.1", false, 0);
        decide("cpu", MISSING.formatted(FakeWorkload.ago(100)));
        awaitAutoscaled("cpu", "WaitingForServers");
        workload.report("cpu-a", "127.0.0.1", true, 100);
        assertThat(awaitAutoscaled("cpu", "MetricsMissing").message()).contains("no metrics", "metrics-server");
        decide("cpu", ACTIVE);
        assertThat(awaitAutoscaled("cpu", "ScalingActive").message()).contains("between 1 and 3 servers");
        assertThat(status("cpu").autoscaling().desiredReplicas()).isEqualTo(1);

        decide("cpu", MISSING.formatted(FakeWorkload.ago(0)));
        awaitAutoscaled("cpu", "MetricsMissing");

        tenant.awaitReady("cpu", "True", "Ready");

        tenant.service("cpu").scale(0);
        awaitAutoscaled("cpu", "ScalingDisabled");
        assertThat(tenant.events("cpu"))
                .extracting(event -> event.getType() + " " + event.getReason())
                .contains("Warning MetricsMissing", "Normal ScalingActive", "Normal ScalingDisabled");
    }

    @Test
    void managersThatSetTheReplicasAreNamed() {
        create("fight", "autoscaling: {maxReplicas: 3, engine: HPA}");
        decide("fight", ACTIVE);
        awaitAutoscaled("fight", "ScalingActive");

        apply("argocd", "embeddingops.io/v1alpha1", "EmbeddingService", "{replicas: 2}");
        assertThat(awaitAutoscaled("fight", "ReplicasConflict").message())
                .contains("argocd", "remove spec.replicas from the manifest");
        tenant.service("fight").scale(3);
        awaitAutoscaled("fight", "ScalingActive");

        annotate("{\"spec\":{\"replicas\":2}}");
        assertThat(awaitAutoscaled("fight", "ReplicasConflict").message()).contains("kubectl apply");
        annotate("{\"spec\":{}}");
        assertThat(awaitAutoscaled("fight", "ScalingActive").message())
                .contains("it is at spec.autoscaling.maxReplicas");

        apply("other", "apps/v1", "Deployment", "{replicas: 5}");
        assertThat(awaitAutoscaled("fight", "ReplicasConflict").message())
                .contains("other sets the replicas of Deployment fight");
    }

    @Test
    void statesOfAScaledObjectAreReported() {
        create("keda", "autoscaling: {maxReplicas: 3, engine: KEDA}");
        awaitAutoscaled("keda", "AutoscalerPending");
        var object = tenant.client()
                .resources(ScaledObject.class)
                .inNamespace(tenant.namespace())
                .withName("keda");
        tenant.client()
                .resource(new HorizontalPodAutoscalerBuilder(
                                Given.object("""
                        metadata: {name: keda-hpa-keda, namespace: %s}
                        spec:
                          scaleTargetRef: {apiVersion: embeddingops.io/v1alpha1, kind: EmbeddingService, name: keda}
                          maxReplicas: 3
                        """.formatted(tenant.namespace()), HorizontalPodAutoscaler.class))
                        .editMetadata()
                        .withLabels(object.get().getMetadata().getLabels())
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion("keda.sh/v1alpha1")
                                .withKind("ScaledObject")
                                .withName("keda")
                                .withUid(object.get().getMetadata().getUid())
                                .withController(true)
                                .build())
                        .endMetadata()
                        .build())
                .create();
        decide("keda-hpa-keda", ACTIVE);
        keda(object, "{type: Ready, status: \"True\", reason: ScaledObjectReady}");
        assertThat(awaitAutoscaled("keda", "ScalingActive").message()).contains("busy 70 % of the time");
        assertThat(status("keda").autoscaling().autoscaler()).isEqualTo("ScaledObject/keda");
        keda(object, "{type: Paused, status: \"True\", reason: ScaledObjectPaused}");
        awaitAutoscaled("keda", "ScalingDisabled");
        keda(object, "{type: Ready, status: \"False\", reason: ScaledObjectCheckFailed, message: wrong}");
        assertThat(awaitAutoscaled("keda", "ScalingFailed").message()).contains("wrong");
    }

    @Test
    void metricsThatChangeEachSecondCauseNoWrite() throws InterruptedException {
        create("quiet", "autoscaling: {maxReplicas: 3, engine: HPA}");
        decide("quiet", ACTIVE);
        awaitAutoscaled("quiet", "ScalingActive");
        var version = tenant.service("quiet").get().getMetadata().getResourceVersion();
        for (var i = 0; i < 20; i++) {
            decide("quiet", ACTIVE + ", {type: ScalingLimited, status: \"False\", reason: R" + i + "}");
            Thread.sleep(1000);
        }
        assertThat(tenant.service("quiet").get().getMetadata().getResourceVersion())
                .isEqualTo(version);
        tenant.stopOperator();
        tenant.startOperator(FLAGS);
        Thread.sleep(5000);
        assertThat(tenant.service("quiet").get().getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    /** A service with one server that has been ready for a while. */
    private FakeWorkload create(String name, String autoscaling) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec:
                  model: {path: /models/tiny}
                  device: cpu
                  verification: {mode: "Off"}
                  server: {resources: {requests: {cpu: 1}}}
                  %s
                """.formatted(name, autoscaling));
        var workload = new FakeWorkload(tenant, name);
        workload.create(name + "-a", Map.of());
        workload.report(name + "-a", "127.0.0.1", true, 100);
        workload.rollOut(1);
        return workload;
    }

    private void decide(String name, String conditions) {
        var status = Serialization.unmarshal(
                "---\n{currentReplicas: 1, desiredReplicas: 1, conditions: [" + conditions + "]}",
                HorizontalPodAutoscalerStatus.class);
        var autoscaler = tenant.client()
                .resources(HorizontalPodAutoscaler.class)
                .inNamespace(tenant.namespace())
                .withName(name);
        Tenant.eventually(() -> assertThat(autoscaler.get()).isNotNull());
        autoscaler.editStatus(object ->
                new HorizontalPodAutoscalerBuilder(object).withStatus(status).build());
    }

    private static void keda(Resource<ScaledObject> object, String condition) {
        object.editStatus(found -> {
            found.setStatus(Serialization.unmarshal(
                    "---\n{hpaName: keda-hpa-keda, conditions: [" + condition + "]}", ScaledObjectStatus.class));
            return found;
        });
    }

    private void apply(String manager, String apiVersion, String kind, String spec) {
        var object = Given.object(
                "---\n{apiVersion: %s, kind: %s, metadata: {name: fight, namespace: %s}, spec: %s}"
                        .formatted(apiVersion, kind, tenant.namespace(), spec),
                GenericKubernetesResource.class);
        tenant.client().resource(object).fieldManager(manager).forceConflicts().serverSideApply();
    }

    private void annotate(String lastApplied) {
        Tenant.edit(tenant.service("fight"), service -> {
            var annotations = new TreeMap<String, String>();
            annotations.put("kubectl.kubernetes.io/last-applied-configuration", lastApplied);
            service.getMetadata().setAnnotations(annotations);
            return service;
        });
    }

    private EmbeddingServiceStatus status(String name) {
        return tenant.service(name).get().getStatus();
    }

    /** Everything is reported within a minute. */
    private Condition awaitAutoscaled(String name, String reason) {
        var found = new Condition[1];
        Tenant.within(MINUTE, () -> {
            var status = status(name);
            assertThat(status).isNotNull();
            found[0] = status.condition(Condition.AUTOSCALED).orElse(null);
            assertThat(found[0]).isNotNull();
            assertThat(found[0].reason()).as(found[0].message()).isEqualTo(reason);
        });
        return found[0];
    }
}
