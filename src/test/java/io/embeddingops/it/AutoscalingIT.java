package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.keda.ScaledObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HorizontalPodAutoscaler and the ScaledObject of a service, on a cluster with and without KEDA's CRD. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoscalingIT {

    private static final Path CRD = Path.of("src/test/resources/keda/scaledobjects.yaml");
    private static final String SPEC = """
            model: {path: /models/tiny}
            device: cpu
            server: {resources: {requests: {cpu: 10m}}}
            verification: {mode: "Off"}
            """;
    private static final String BEHAVIOR = "behavior: {scaleUp: {selectPolicy: Min}, scaleDown: {tolerance: 0.050,"
            + " policies: [{type: Pods, value: 1, periodSeconds: 30}, {type: Percent, value: 10, periodSeconds: 60}]}}";
    private static final String TRIGGERS =
            "triggers: [{type: cron, name: day, metadata: {timezone: UTC, start: 0 8 * * *,"
                    + " end: 0 18 * * *, desiredReplicas: '3'}}]";

    /** The operator looks for missing CRDs every 15 s. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(40);

    private static final Duration STOP = Duration.ofSeconds(20);

    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeAll
    void up() {
        // not the shared one, which has no KEDA
        controlPlane =
                ControlPlane.up("it-autoscaling-" + ProcessHandle.current().pid(), "--crds", "crds");
        tenant = new Tenant(controlPlane);
    }

    @AfterAll
    void down() {
        tenant.close();
        controlPlane.close();
    }

    /** One after the other, since each control plane takes a while to start. */
    @Test
    void objectsComeAndGoWithTheirEngineByOneWriteEach() {
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        try (var operator = run(account)) {
            byCpu();
            scaledObjectWaitsForKeda();
            create("qwen", "autoscaling: {maxReplicas: 4, engine: HPA, " + BEHAVIOR + "}");
            Tenant.eventually(() -> assertThat(autoscaler("qwen").get()).isNotNull());
            assertThat(operator.terminate(STOP)).isZero();
        }
        var written = writes(account);
        try (var operator = run(account)) {
            tenant.service("qwen").scale(2);
            awaitReplicas("qwen", 2);
            staysAt(account, written);

            edit(
                    "qwen",
                    "autoscaling: {minReplicas: 2, maxReplicas: 4, engine: KEDA, " + BEHAVIOR + ", " + TRIGGERS + "}");
            Tenant.eventually(() -> assertThat(scaledObject("qwen").get()).isNotNull());
            assertThat(autoscaler("qwen").get()).isNull();
            staysAt(account, written + 2);
            triggersAreRepaired();
            assertThat(operator.terminate(STOP)).isZero();
        }
        written = writes(account);
        try (var operator = run(account)) {
            tenant.service("qwen").scale(3);
            awaitReplicas("qwen", 3);
            staysAt(account, written);

            edit("qwen", "");
            Tenant.eventually(() -> assertThat(scaledObject("qwen").get()).isNull());
            staysAt(account, written + 1);
            assertThat(operator.terminate(STOP)).isZero();
            assertThat(operator.log()).doesNotContain("forbidden", "ERROR");
        }
        assertThat(AuditLog.of(controlPlane, account).denied()).isEmpty();
    }

    /** Kubernetes' own autoscaler raises the replicas to the minimum, even without metrics, through the scale subresource. */
    private void byCpu() {
        create("minimum", "autoscaling: {minReplicas: 3, maxReplicas: 4}");
        awaitReplicas("minimum", 3);
        Tenant.within(
                LOOK_AGAIN,
                () -> assertThat(tenant.service("minimum").get().getSpec().replicas())
                        .isEqualTo(3));
        var hpa = autoscaler("minimum");
        hpa.delete();
        Tenant.eventually(() -> assertThat(hpa.get()).isNotNull());
        Tenant.edit(hpa, object -> {
            object.getSpec().setMaxReplicas(7);
            return object;
        });
        Tenant.eventually(() -> assertThat(hpa.get().getSpec().getMaxReplicas()).isEqualTo(4));
        tenant.service("minimum").delete();
        Tenant.eventually(() -> assertThat(hpa.get()).isNull());
    }

    private void scaledObjectWaitsForKeda() {
        create("early", "autoscaling: {maxReplicas: 2, engine: KEDA}");
        var ready = tenant.awaitReady("early", "False", "KindNotInstalled");
        assertThat(ready.message()).contains("ScaledObject early", ScaledObject.CRD);
        awaitReplicas("early", 1);

        tenant.client()
                .resource(Given.object(Given.text(CRD), CustomResourceDefinition.class))
                .create();

        Tenant.within(LOOK_AGAIN, () -> assertThat(scaledObject("early").get()).isNotNull());
        tenant.service("early").delete();
        Tenant.eventually(() -> assertThat(scaledObject("early").get()).isNull());
    }

    /** The load stays the first trigger. */
    private void triggersAreRepaired() {
        var object = scaledObject("qwen").get();
        assertThat(object.getSpec().triggers())
                .extracting(trigger -> trigger.type())
                .containsExactly("prometheus", "prometheus", "cron");
        var patch = "[{\"op\": \"remove\", \"path\": \"/spec/triggers/2\"}]";
        scaledObject("qwen").patch(PatchContext.of(PatchType.JSON), patch);
        Tenant.eventually(() -> assertThat(scaledObject("qwen").get().getSpec().triggers())
                .isEqualTo(object.getSpec().triggers()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            autoscaling: {}                                                                      | spec.autoscaling.maxReplicas: Required value
            autoscaling: {maxReplicas: 0}                                                        | spec.autoscaling.maxReplicas
            autoscaling: {maxReplicas: 2, minReplicas: -1}                                       | spec.autoscaling.minReplicas
            autoscaling: {maxReplicas: 2, targetUtilization: 86}                                | spec.autoscaling.targetUtilization
            autoscaling: {maxReplicas: 2, triggers: [{metadata: {}}]}                            | spec.autoscaling.triggers[0].type: Required value
            autoscaling: {maxReplicas: 2, triggers: [{type: cron}]}                              | spec.autoscaling.triggers[0].metadata: Required value
            """)
    void theApiServerRefusesWhatTheSchemaForbids(String more, String message) {
        assertThatThrownBy(() -> create("refused", more))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    private void staysAt(Account account, long writes) {
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .until(() -> writes(account) == writes);
    }

    private OperatorJar run(Account account) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                "--prometheus-address",
                "http://prometheus.test:9090",
                "--prometheus-trigger-authentication",
                "prometheus",
                "--prometheus-auth-modes",
                "bearer");
    }

    private void create(String name, String more) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec:
                """.formatted(name) + (SPEC + more).indent(2));
    }

    /** With the replicas that an autoscaler has set. */
    private void edit(String name, String more) {
        tenant.edit(
                name, SPEC + "replicas: " + tenant.service(name).get().getSpec().replicas() + "\n" + more);
    }

    private void awaitReplicas(String name, int replicas) {
        Tenant.eventually(() -> assertThat(tenant.deployment(name).get())
                .isNotNull()
                .extracting(deployment -> deployment.getSpec().getReplicas())
                .isEqualTo(replicas));
    }

    private Resource<HorizontalPodAutoscaler> autoscaler(String name) {
        return object(name, HorizontalPodAutoscaler.class);
    }

    private Resource<ScaledObject> scaledObject(String name) {
        return object(name, ScaledObject.class);
    }

    private <T extends HasMetadata> Resource<T> object(String name, Class<T> type) {
        return tenant.client().resources(type).inNamespace(tenant.namespace()).withName(name);
    }

    /** Writes of both kinds that the API server accepted. */
    private long writes(Account account) {
        return AuditLog.of(controlPlane, account).writes().stream()
                .filter(request -> request.permission().resource().matches("horizontalpodautoscalers|scaledobjects"))
                .filter(request -> request.name().equals("qwen"))
                .filter(request -> request.code() < HttpURLConnection.HTTP_MULT_CHOICE)
                .count();
    }
}
