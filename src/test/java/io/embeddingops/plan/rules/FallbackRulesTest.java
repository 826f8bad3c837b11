package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FallbackRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {device: gpu}                                        | spec.fallback.device must be cpu
            {resources: {limits: {nvidia.com/gpu: 1}}}           | spec.fallback.resources.limits[nvidia.com/gpu] must be removed
            {resources: {requests: {amd.com/gpu: 1}}}            | spec.fallback.resources.requests[amd.com/gpu] must be removed
            {resources: {limits: {example.com/npu: 1}}}          | spec.fallback.resources.limits[example.com/npu] must be removed
            {resources: {limits: {cpu: 1}, requests: {cpu: 2}}}  | spec.fallback.resources.requests.cpu "2" must not be more than the limit 1: lower it, or raise spec.fallback.resources.limits.cpu
            {image: elsewhere.test/sglang}                       | spec.fallback.image elsewhere.test/sglang is not from an allowed registry
            {extraArgs: [--port, 1]}                             | spec.fallback.extraArgs[0] --port must be removed
            {extraArgs: [--config=f]}                            | spec.fallback.extraArgs[0] --config must be removed: the operator cannot check the flags in a file; list them in spec.fallback.extraArgs instead
            {extraArgs: [--api-key, secret]}                     | spec.fallback.extraArgs contains a literal --api-key
            {extraArgs: [--tp-size, 2]}                          | spec.fallback.extraArgs[0] --tp-size must be removed
            {nodeSelector: {'a b': c}}                           | spec.fallback.nodeSelector
            {tolerations: [{key: a, operator: Sometimes}]}       | spec.fallback.tolerations[0].operator
            {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}} | spec.fallback.affinity.nodeAffinity
            """)
    void fieldsAreCheckedAsThoseOfAService(String fallback, String error) {
        assertThat(Given.errors(spec(fallback))).singleElement().asString().startsWith(error);
    }

    @Test
    void claimsOfAGpuCannotBeUsed() {
        var errors = Given.errors("""
                model: {path: /m}
                pod: {resourceClaims: [{name: gpu, resourceClaimName: gpu}]}
                server: {resources: {claims: [{name: gpu}]}}
                fallback: {resources: {claims: [{name: gpu}]}}
                """);
        assertThat(errors).singleElement().asString().startsWith("spec.fallback.resources.claims must be removed");
    }

    @Test
    void errorsOfTheServiceAreReportedOnce() {
        assertThat(Given.errors("{model: {path: m}, device: cpu, server: {extraArgs: [--port, 1]}, fallback: {}}"))
                .hasSize(2)
                .allSatisfy(error -> assertThat(error).doesNotContain("fallback"));
    }

    @Test
    void verificationMustBeOn() {
        assertThat(Given.errors("{model: {path: /m}, verification: {mode: 'Off'}, fallback: {}}"))
                .singleElement()
                .asString()
                .startsWith("spec.fallback needs verification");
    }

    @Test
    void isPlannedBesideServersOfAnotherVendor() {
        var spec = "{model: {path: /m}, gpu: {vendor: amd}, server: {image: registry.test/sglang:rocm}, fallback: {}}";
        assertThat(Given.errors(Given.LENIENT, spec)).isEmpty();
        assertThat(((Plan) new Planner(Given.LENIENT)
                                .fallback(Given.service(spec), Optional.empty())
                                .orElseThrow())
                        .server()
                        .image())
                .isEqualTo("registry.test/sglang:cpu");
    }

    private static String spec(String fallback) {
        return "{model: {path: /m}, gpu: {resourceName: example.com/npu}, fallback: " + fallback + "}";
    }
}
