package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceleratorRulesTest {

    private static final Policy POLICY =
            Given.policy("--amd-image", "registry.test/sglang:rocm", "--allowed-image-prefixes", "*");

    @ParameterizedTest
    @CsvSource({"intel, config.intelImage", "ascend, config.ascendImage"})
    void aVendorWithoutDefaultImageNeedsOne(String vendor, String chartValue) {
        var spec = "{model: {path: /m}, gpu: {vendor: " + vendor + "}";
        assertThat(Given.errors(POLICY, spec + "}"))
                .containsExactly("spec.server.image is required with spec.gpu.vendor " + vendor
                        + ": set an image with SGLang for it, or ask the cluster administrator to set a default with --"
                        + vendor + "-image (chart value " + chartValue + ")");
        assertThat(Given.errors(POLICY, spec + ", server: {image: 'a/b:c'}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nvidia, registry.test/sglang:gpu", "amd, registry.test/sglang:rocm"})
    void aVendorHasItsDefaultImage(String vendor, String image) {
        var service = Given.service("{model: {path: /m}, gpu: {vendor: " + vendor + "}}");
        var plan = (Plan) new Planner(POLICY).plan(service);
        assertThat(plan.server().image()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({
        "amd, nvidia.com/gpu, nvidia",
        "nvidia, amd.com/gpu, amd",
        "amd, gpu.intel.com/xe, intel",
        "amd, huawei.com/Ascend310P, ascend"
    })
    void theResourceIsOneOfTheVendor(String vendor, String resource, String right) {
        assertThat(Given.errors(
                        POLICY, "{model: {path: /m}, gpu: {vendor: " + vendor + ", resourceName: " + resource + "}}"))
                .containsExactly("spec.gpu.resourceName " + resource + " is not a resource of spec.gpu.vendor " + vendor
                        + ": set spec.gpu.vendor to " + right + ", or remove spec.gpu.resourceName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{vendor: amd, resourceName: amd.com/gpu}",
                "{vendor: amd, resourceName: amd.com/cpx_nps1}",
                "{vendor: nvidia, resourceName: nvidia.com/gpu.shared}",
                "{vendor: nvidia, resourceName: example.com/shared-gpu}"
            })
    void partsOfTheVendorsGpusAndOtherResourcesAreAllowed(String gpu) {
        assertThat(Given.errors(POLICY, "{model: {path: /m}, gpu: " + gpu + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{resourceName: huawei.com/Ascend910}",
                "{resourceName: habana.ai/gaudi}",
                "{resourceName: gpu.intel.com/i915}",
                "{count: 0}"
            })
    void theDeviceIsOpenWhereNoVendorIsNamed(String gpu) {
        var spec = "{model: {path: /m}, gpu: " + gpu + ", server: {image: 'a/b:c', extraArgs: [--device, %s]}}";
        assertThat(Given.errors(POLICY, spec.formatted("npu"))).isEmpty();
        assertThat(Given.errors(POLICY, spec.formatted("cpu")))
                .containsExactly("spec.server.extraArgs contains --device cpu: set spec.device to cpu instead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpu: {count: 1}",
                "gpu: {resourceName: nvidia.com/mig-1g.5gb}",
                "gpu: {vendor: ascend}",
                "gpu: {vendor: nvidia, count: 0}",
                "device: cpu"
            })
    void theDeviceIsReservedOtherwise(String device) {
        assertThat(Given.errors(
                        POLICY,
                        "{model: {path: /m}, " + device + ", server: {image: 'a/b:c', extraArgs: [--device=npu]}}"))
                .containsExactly(
                        "spec.server.extraArgs[0] --device must be removed: set spec.device and spec.gpu.vendor");
    }

    @Test
    void gpusWithoutAResourceCauseNoOtherError() {
        assertThat(Given.errors("{model: {path: /m}, gpu: {count: 0}}")).isEmpty();
        assertThat(Given.plan("{model: {path: /m}, gpu: {count: 0}}").server().sharedMemory())
                .hasToString("1Gi");
    }
}
