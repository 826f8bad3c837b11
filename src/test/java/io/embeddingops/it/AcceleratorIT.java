package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GPUs of other vendors, resource claims, and GPUs without any resource: the API server accepts their pods. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class AcceleratorIT {

    @Test
    void aClaimReplacesTheExtendedResource(Tenant tenant) {
        tenant.startOperator();
        create(tenant, """
                  gpu: {count: 2}
                  server: {resources: {claims: [{name: gpus}]}}
                  pod: {resourceClaims: [{name: gpus, resourceClaimTemplateName: two-gpus}]}
                """);
        var spec = pod(tenant).getSpec();
        assertThat(spec.getResourceClaims())
                .singleElement()
                .satisfies(claim ->
                        assertThat(claim.getResourceClaimTemplateName()).isEqualTo("two-gpus"));
        var server = spec.getContainers().get(0);
        assertThat(server.getResources().getClaims()).extracting("name").containsExactly("gpus");
        assertThat(server.getResources().getLimits()).isNullOrEmpty();
        assertThat(server.getCommand()).containsSequence("--tensor-parallel-size", "2");
        var before = tenant.deployment("qwen").get().getMetadata().getGeneration();
        assertThat(before).isEqualTo(1);
    }

    @Test
    void aGpuWithoutResourceRunsOnTaintedNodes(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "  gpu: {count: 0}\n  pod: {nodeSelector: {nvidia.com/gpu.present: \"true\"}}\n");
        var spec = pod(tenant).getSpec();
        assertThat(spec.getContainers().get(0).getResources().getLimits()).isNullOrEmpty();
        assertThat(spec.getTolerations()).extracting("key").contains("nvidia.com/gpu");
    }

    @Test
    void anotherVendorHasItsResourceAndFlags(Tenant tenant) {
        tenant.startOperator("--ascend-image", "registry.local/sglang:npu");
        create(tenant, "  gpu: {vendor: ascend}\n");
        var server = pod(tenant).getSpec().getContainers().get(0);
        assertThat(server.getImage()).isEqualTo("registry.local/sglang:npu");
        assertThat(server.getResources().getLimits()).containsOnlyKeys("huawei.com/Ascend910");
        assertThat(server.getCommand()).containsSequence("--device", "npu");
    }

    @Test
    void aVendorWithoutImageIsRefusedWithTheRemedy(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "  gpu: {vendor: amd}\n");
        assertThat(tenant.awaitReady("qwen", "False", "InvalidSpec").message())
                .startsWith("spec.server.image is required with spec.gpu.vendor amd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{count: 65}", "{count: -1}"})
    void theApiServerRefusesOtherCounts(String gpu, Tenant tenant) {
        assertThatThrownBy(() -> create(tenant, "  gpu: " + gpu + "\n"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.gpu");
    }

    private static void create(Tenant tenant, String more) {
        tenant.create(Tenant.gpuService("qwen") + "  verification: {mode: \"Off\"}\n" + more);
    }

    private static Pod pod(Tenant tenant) {
        var pods = tenant.client().pods().inNamespace(tenant.namespace()).withLabel("embeddingops.io/service", "qwen");
        Tenant.eventually(() -> assertThat(pods.list().getItems()).hasSize(1));
        return pods.list().getItems().get(0);
    }
}
