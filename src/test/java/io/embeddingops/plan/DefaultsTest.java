package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.LongInput;
import io.embeddingops.api.v1alpha1.Pooling;
import io.embeddingops.api.v1alpha1.ReachableEndpoints;
import io.embeddingops.api.v1alpha1.ServiceType;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    private static GpuPlan gpu(int count, String resourceName) {
        return GpuPlanBuilder.builder()
                .count(count)
                .resourceName(Optional.of(resourceName))
                .vendor(Optional.empty())
                .accelerator(Accelerator.ofResource(resourceName))
                .taints(List.of(resourceName))
                .build();
    }

    @Test
    void ofTheService() {
        var plan = Given.plan("model: {path: /models/tiny}");
        assertThat(plan.name()).isEqualTo("tiny");
        assertThat(plan.namespace()).isEqualTo("ai");
        assertThat(plan.device()).isEqualTo(Device.GPU);
        assertThat(plan.gpu()).contains(gpu(1, "nvidia.com/gpu"));
        assertThat(plan.port()).isEqualTo(30000);
        assertThat(plan.replicas()).isEqualTo(1);
        assertThat(plan.replicasElsewhere()).isFalse();
        assertThat(plan.model())
                .isEqualTo(new ModelPlan(
                        "/models/tiny", "tiny", Optional.empty(), List.of(), OptionalInt.empty(), Optional.empty()));
        assertThat(plan.health()).isEqualTo(new HealthPlan(600, 20, 10, 3, 5));
        assertThat(plan.service())
                .isEqualTo(new ServicePlan(ServiceType.CLUSTER_IP, Map.of(), Map.of(), Optional.empty(), List.of()));
        assertThat(plan.rollout()).isEqualTo(new RolloutPlan(new IntOrString(0), new IntOrString(1)));
        assertThat(plan.pod().terminationGracePeriodSeconds()).isEqualTo(120);
        assertThat(plan.url()).isEqualTo("http://tiny.ai.svc:30000/v1");
    }

    @Test
    void ofThePlugin() {
        assertThat(Given.plan("model: {path: /models/tiny}").plugin())
                .isEqualTo(new PluginPlan(
                        Pooling.FROM_MODEL,
                        Map.of(),
                        LongInput.REFUSE,
                        ReachableEndpoints.EMBEDDINGS,
                        2048,
                        16777216,
                        List.of()));
    }

    @Test
    void ofTheServer() {
        var server = Given.plan("model: {path: /models/tiny}").server();
        assertThat(server.image()).isEqualTo("registry.test/sglang:gpu");
        assertThat(server.launcher()).isEqualTo(Launcher.SGLANG);
        assertThat(server.imagePullPolicy()).isEmpty();
        assertThat(server.sharedMemory()).isEqualTo(new Quantity("1Gi"));
        assertThat(server.prefixCache()).isFalse();
        assertThat(server.extraArgs()).isEmpty();
        assertThat(server.env()).isEmpty();
    }

    @Test
    void onCpu() {
        var plan = Given.plan("{model: {path: /models/tiny}, device: cpu}");
        assertThat(plan.gpu()).isEmpty();
        assertThat(plan.server().image()).isEqualTo("registry.test/sglang:cpu");
        assertThat(plan.server().sharedMemory()).isEqualTo(new Quantity("1Gi"));
        assertThat(plan.rollout()).isEqualTo(new RolloutPlan(new IntOrString(1), new IntOrString(0)));
    }

    @Test
    void eachFieldOfTheRolloutHasItsOwnDefault() {
        assertThat(Given.plan("{model: {path: /models/tiny}, rollout: {maxSurge: 50%}}")
                        .rollout())
                .isEqualTo(new RolloutPlan(new IntOrString("50%"), new IntOrString(1)));
    }

    @Test
    void eachFieldOfTheGpuHasItsOwnDefault() {
        assertThat(Given.plan("{model: {path: /models/tiny}, gpu: {count: 4}}").gpu())
                .contains(gpu(4, "nvidia.com/gpu"));
        assertThat(Given.plan("{model: {path: /models/tiny}, gpu: {resourceName: amd.com/gpu}}")
                        .gpu())
                .contains(gpu(1, "amd.com/gpu"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                     | nvidia.com/gpu
            {count: 0}                             | nvidia.com/gpu
            {resourceName: nvidia.com/mig-1g.5gb}  | nvidia.com/mig-1g.5gb, nvidia.com/gpu
            {resourceName: nvidia.com/gpu.shared}  | nvidia.com/gpu.shared, nvidia.com/gpu
            {resourceName: amd.com/cpx_nps1}       | amd.com/cpx_nps1, amd.com/gpu
            {resourceName: gpu.intel.com/i915}     | gpu.intel.com/i915, gpu.intel.com/xe
            {resourceName: huawei.com/Ascend310P}  | huawei.com/Ascend310P, huawei.com/Ascend910
            {resourceName: habana.ai/gaudi}        | habana.ai/gaudi
            {vendor: nvidia, resourceName: a.b/c}  | a.b/c, nvidia.com/gpu
            """)
    void theUsualTaintOfTheVendorIsTolerated(String gpu, String taints) {
        var spec = "{model: {path: /m}, gpu: " + gpu + "}";
        assertThat(Given.plan(spec).gpu().orElseThrow().taints()).containsExactly(taints.split(", "));
        if (!gpu.contains("vendor")) {
            assertThat(Given.planOfTemplate(1, spec).gpu().orElseThrow().taints())
                    .as("template 1")
                    .containsExactly(taints.split(", ")[0]);
        }
    }

    @Test
    void sharedMemoryIsOneGibibytePerGpu() {
        assertThat(Given.plan("{model: {path: /models/tiny}, gpu: {count: 4}}")
                        .server()
                        .sharedMemory())
                .isEqualTo(new Quantity("4Gi"));
    }

    @ParameterizedTest
    @CsvSource({
        "/models/Qwen3-Embedding-0.6B, Qwen3-Embedding-0.6B",
        "/models/Qwen3-Embedding-0.6B/, Qwen3-Embedding-0.6B",
        "/tiny, tiny"
    })
    void theServedNameIsTheLastSegmentOfThePath(String path, String name) {
        var model = Given.plan("model: {path: " + path + "}").model();
        assertThat(model.servedName()).isEqualTo(name);
        assertThat(model.path()).doesNotEndWith("/");
    }

    @Test
    void readsEachTypeOfSource() {
        assertThat(source("{persistentVolumeClaim: {claimName: models}}"))
                .contains(new ModelPlan.Claim("models", Optional.empty()));
        assertThat(source("{persistentVolumeClaim: {claimName: models, subPath: a/b}}"))
                .contains(new ModelPlan.Claim("models", Optional.of("a/b")));
        assertThat(source("{hostPath: {path: /data/tiny/}}")).contains(new ModelPlan.NodeDirectory("/data/tiny"));
    }

    private static Optional<ModelPlan.Source> source(String source) {
        return Given.plan("model: {path: /models/tiny, source: " + source + "}")
                .model()
                .source();
    }
}
