package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.embeddingops.fixtures.RoleRules;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PodDisruptionBudget of a service, with the disruption controller and evictions of a real cluster. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class DisruptionBudgetIT {

    private static final String SPEC = "model: {path: /models/tiny}\ndevice: cpu\nverification: {mode: \"Off\"}\n";

    /** The operator looks at foreign objects every 15 s. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(40);

    @Test
    void theBudgetComesAndGoesWithTheReplicasByOneWriteEach(ControlPlane controlPlane, Tenant tenant) {
        var role = RoleRules.shipped();
        // before it scales down, it asks the servers how busy they are
        var account = Account.in(tenant, "operator")
                .grant(Stream.concat(role.services().stream(), role.probeViaProxy().stream())
                        .toList());
        try (var operator = OperatorJar.runAs(account.kubeconfig(), "--namespaces", tenant.namespace())) {
            create(tenant, "");
            tenant.awaitReady("qwen", "True", "Ready");
            assertThat(budget(tenant).get()).isNull();

            tenant.service("qwen").scale(3);
            Tenant.eventually(() -> assertThat(budget(tenant).get()).isNotNull());
            tenant.awaitReady("qwen", "True", "Ready");
            assertThat(budget(tenant).get().getSpec().getMaxUnavailable().getIntVal())
                    .isEqualTo(1);
            assertThat(budgetWrites(controlPlane, account)).isEqualTo(1);

            tenant.service("qwen").scale(1);
            Tenant.eventually(() -> assertThat(budget(tenant).get()).isNull());
            tenant.awaitReady("qwen", "True", "Ready");
            Awaitility.await()
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> budgetWrites(controlPlane, account) == 2);
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
        assertThat(AuditLog.of(controlPlane, account).denied()).isEmpty();
    }

    @Test
    void evictionsRespectIt(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "replicas: 3\n  disruptionBudget: {minAvailable: 3}");
        tenant.awaitReady("qwen", "True", "Ready");
        awaitAllowed(tenant, 0);
        assertThat(evictOne(tenant)).isFalse();

        tenant.edit("qwen", SPEC + "replicas: 3");
        awaitAllowed(tenant, 1);
        assertThat(evictOne(tenant)).isTrue();
    }

    @Test
    void aBudgetOfItsOwnIsMadeWithAWarningAndRemovedWithItsField(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "disruptionBudget: {minAvailable: 1}");
        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(budget(tenant).get().getSpec().getMinAvailable().getIntVal()).isEqualTo(1);
        Tenant.eventually(() -> assertThat(tenant.events("qwen"))
                .extracting(event -> event.getType(), event -> event.getReason())
                .containsOnlyOnce(tuple("Warning", "SpecWarning")));

        tenant.edit("qwen", SPEC);
        Tenant.eventually(() -> assertThat(budget(tenant).get()).isNull());
    }

    @Test
    void aForeignBudgetIsReportedAndNotChanged(Tenant tenant) {
        var foreign = tenant.client()
                .getKubernetesSerialization()
                .unmarshal("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: qwen, namespace: %s}
                spec: {minAvailable: 7, selector: {matchLabels: {app: other}}}
                """.formatted(tenant.namespace()), PodDisruptionBudget.class);
        tenant.client().resource(foreign).create();
        tenant.startOperator();
        create(tenant, "replicas: 2");

        var ready = tenant.awaitReady("qwen", "False", "NameConflict");
        assertThat(ready.message()).contains("PodDisruptionBudget qwen");
        Tenant.eventually(
                () -> assertThat(tenant.service("qwen").get().getStatus().readyReplicas())
                        .isEqualTo(2));
        assertThat(budget(tenant).get().getSpec().getMinAvailable().getIntVal()).isEqualTo(7);

        budget(tenant).delete();
        tenant.awaitReady("qwen", "True", "Ready", LOOK_AGAIN);
        assertThat(budget(tenant).get().getSpec().getMaxUnavailable().getIntVal())
                .isEqualTo(1);
    }

    @Test
    void replicasOfAnotherFieldManagerCount(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "");
        tenant.awaitReady("qwen", "True", "Ready");
        tenant.client()
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("qwen")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(3)
                        .endSpec()
                        .build())
                .fieldManager("autoscaler")
                .forceConflicts()
                .serverSideApply();

        Tenant.eventually(() -> assertThat(budget(tenant).get()).isNotNull());
        assertThat(tenant.deployment("qwen").get().getSpec().getReplicas()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{maxUnavailable: 1, minAvailable: 1}"})
    void theApiServerRefusesBothAndNone(String budget, Tenant tenant) {
        assertThatThrownBy(() -> create(tenant, "disruptionBudget: " + budget))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("exactly one of maxUnavailable and minAvailable");
    }

    private static void create(Tenant tenant, String more) {
        tenant.create(Tenant.gpuService("qwen") + "  device: cpu\n  verification: {mode: \"Off\"}\n"
                + (more.isEmpty() ? "" : "  " + more + "\n"));
    }

    private static Resource<PodDisruptionBudget> budget(Tenant tenant) {
        return tenant.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(tenant.namespace())
                .withName("qwen");
    }

    private static void awaitAllowed(Tenant tenant, int disruptions) {
        Tenant.eventually(() -> {
            var found = budget(tenant).get();
            assertThat(found.getStatus().getObservedGeneration())
                    .isEqualTo(found.getMetadata().getGeneration());
            assertThat(found.getStatus().getExpectedPods()).isEqualTo(3);
            assertThat(found.getStatus().getDisruptionsAllowed()).isEqualTo(disruptions);
        });
    }

    /** Whether the API server accepts the eviction; it answers 429 if a budget does not allow it. */
    private static boolean evictOne(Tenant tenant) {
        var pods = tenant.client().pods().inNamespace(tenant.namespace());
        var name = pods.withLabel("embeddingops.io/service", "qwen")
                .list()
                .getItems()
                .get(0)
                .getMetadata()
                .getName();
        return pods.withName(name)
                .evict(new EvictionBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .build());
    }

    /** Without those that the API server refuses: the budget's status may change between the read and the delete. */
    private static long budgetWrites(ControlPlane controlPlane, Account account) {
        return AuditLog.of(controlPlane, account).writes().stream()
                .filter(request -> request.permission().resource().equals("poddisruptionbudgets"))
                .filter(request -> request.code() < HttpURLConnection.HTTP_MULT_CHOICE)
                .count();
    }
}
