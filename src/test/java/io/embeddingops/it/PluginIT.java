package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ConfigMap with the plugin for SGLang, and services that were created before there was a plugin. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class PluginIT {

    private static final String SPEC = "model: {path: /models/tiny, pooling: Mean}\ndevice: cpu\n"
            + "verification: {mode: \"Off\"}\nserver: {image: 'registry.local/sglang:1'}\n";

    private static final Duration STOP = Duration.ofSeconds(20);

    /** The operator looks at foreign objects every 15 s. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(40);

    @Test
    void aServiceOfTemplate1GetsThePluginOnlyWhenItFollows(ControlPlane controlPlane, Tenant tenant) {
        createWithTemplate1(tenant);
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        try (var operator = run(account, tenant)) {
            tenant.awaitReady("qwen", "True", "Ready");
            assertThat(variables(tenant)).doesNotContain("PYTHONPATH", "OMP_NUM_THREADS");
            assertThat(map(tenant).get()).isNull();
            Tenant.eventually(() -> assertThat(tenant.events("qwen"))
                    .filteredOn(event -> event.getReason().equals("SpecWarning"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getMessage())
                            .contains("spec.model.pooling has no effect", "set spec.upgradePolicy: Follow")));

            tenant.edit("qwen", SPEC + "upgradePolicy: Follow");
            Tenant.eventually(() -> assertThat(variables(tenant)).contains("PYTHONPATH", "OMP_NUM_THREADS"));
            tenant.awaitReady("qwen", "True", "Ready");
            assertThat(map(tenant).get().getImmutable()).isTrue();
            quiet(controlPlane, account);
            assertThat(operator.terminate(STOP)).isZero();
        }
        var writes = quiet(controlPlane, account);
        try (var restarted = run(account, tenant)) {
            assertThat(quiet(controlPlane, account)).isEqualTo(writes);
            map(tenant).delete();
            Tenant.eventually(() -> assertThat(map(tenant).get()).isNotNull());
            assertThat(quiet(controlPlane, account)).isEqualTo(writes + 1);
            assertThat(restarted.terminate(STOP)).isZero();
        }
        assertThat(AuditLog.of(controlPlane, account).denied()).isEmpty();
    }

    @Test
    void aForeignConfigMapIsNotChanged(Tenant tenant) {
        tenant.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("qwen-plugin-v3")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .addToData("mine", "yes")
                        .build())
                .create();
        tenant.startOperator();
        create(tenant);
        assertThat(tenant.awaitReady("qwen", "False", "NameConflict").message())
                .contains("ConfigMap qwen-plugin-v3 already exists and does not belong to this EmbeddingService");
        assertThat(map(tenant).get().getData()).isEqualTo(Map.of("mine", "yes"));
        assertThat(tenant.deployment("qwen").get()).isNull();

        map(tenant).delete();
        tenant.awaitReady("qwen", "True", "Ready", LOOK_AGAIN);
    }

    @Test
    void aConfigMapWithOtherContentIsReportedUntilItIsDeleted(Tenant tenant) {
        tenant.startOperator();
        create(tenant);
        tenant.awaitReady("qwen", "True", "Ready");
        var ours = map(tenant).get();
        assertThatThrownBy(() -> map(tenant).edit(PluginIT::withOtherContent))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("immutable");

        tenant.stopOperator();
        map(tenant).delete();
        ours.getMetadata().setResourceVersion(null);
        ours.getMetadata().setManagedFields(List.of());
        tenant.client().resource(withOtherContent(ours)).create();
        tenant.startOperator();
        assertThat(tenant.awaitReady("qwen", "False", "NameConflict").message())
                .contains("ConfigMap qwen-plugin-v3 already exists with other content and is immutable")
                .contains("delete it");

        map(tenant).delete();
        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(map(tenant).get().getBinaryData()).containsKey("plugin.zip");
    }

    @Test
    void theConfigMapGoesWithItsService(Tenant tenant) {
        tenant.startOperator();
        create(tenant);
        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(map(tenant).get().getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getKind(), owner -> owner.getName())
                .containsExactly(tuple("EmbeddingService", "qwen"));
        tenant.service("qwen").delete();
        Tenant.eventually(() -> assertThat(map(tenant).get()).isNull());
    }

    /** Waits until the operator has written nothing for some seconds, and returns how often it has written. */
    private static int quiet(ControlPlane controlPlane, Account account) {
        var writes = new AtomicInteger(-1);
        Awaitility.await("the operator to write nothing")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> {
                    var now = AuditLog.of(controlPlane, account).writes().size();
                    return writes.getAndSet(now) == now;
                });
        return writes.get();
    }

    private static OperatorJar run(Account account, Tenant tenant) {
        return OperatorJar.runAs(
                account.kubeconfig(), "--namespaces", tenant.namespace(), "--allowed-image-prefixes", "registry.local");
    }

    private static void createWithTemplate1(Tenant tenant) {
        create(tenant);
        var service = tenant.service("qwen").get();
        service.setStatus(EmbeddingServiceStatusBuilder.builder()
                .defaults(DefaultsStatusBuilder.builder()
                        .device(Device.CPU)
                        .launcher("sglang")
                        .template(1)
                        .build())
                .build());
        tenant.client().resource(service).updateStatus();
    }

    private static void create(Tenant tenant) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: qwen}
                spec:
                """ + SPEC.indent(2));
    }

    private static ConfigMap withOtherContent(ConfigMap map) {
        map.setBinaryData(Map.of("plugin.zip", "b3RoZXI="));
        return map;
    }

    private static List<String> variables(Tenant tenant) {
        return ServerContainers.of(tenant.deployment("qwen").get()).getEnv().stream()
                .map(EnvVar::getName)
                .toList();
    }

    private static Resource<ConfigMap> map(Tenant tenant) {
        return tenant.client().configMaps().inNamespace(tenant.namespace()).withName("qwen-plugin-v3");
    }
}
