package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.fixtures.Given;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FallbackServiceTest {

    private static final String GPU = """
            model: {path: /models/tiny, contextLength: 512}
            gpu: {count: 2}
            replicas: 4
            autoscaling: {maxReplicas: 8}
            server:
              image: registry.test/sglang:mine
              resources: {limits: {memory: 80Gi}, claims: [{name: gpu}]}
              extraArgs: [--attention-backend, flashinfer]
              env: [{name: A, value: b}]
            pod:
              nodeSelector: {gpu: a100}
              tolerations: [{operator: Exists}]
              affinity: {nodeAffinity: {}}
              runtimeClassName: nvidia
              priorityClassName: high
              resourceClaims: [{name: gpu, resourceClaimName: gpu}]
            route: {parentRefs: [{name: public}]}
            rollout: {maxSurge: 0, maxUnavailable: 1}
            disruptionBudget: {maxUnavailable: 1}
            vectorSpace: {id: vs-0123456789ab, transition: SideBySide, candidateReplicas: 1}
            """;

    @Test
    void whatIsForAGpuIsNotTakenOver() {
        var spec = fallback(GPU + "fallback: {}");
        assertThat(spec.device()).isEqualTo(Device.CPU);
        assertThat(spec.replicas()).isEqualTo(1);
        assertThat(spec.server().image()).isNull();
        assertThat(spec.server().resources()).isNull();
        assertThat(spec.server().extraArgs()).isNull();
        assertThat(spec.pod().nodeSelector()).isNull();
        assertThat(spec.pod().tolerations()).isNull();
        assertThat(spec.pod().affinity()).isNull();
        assertThat(spec.pod().runtimeClassName()).isNull();
        assertThat(spec.pod().resourceClaims()).isNull();
    }

    @Test
    void everythingElseOfThePodsIs() {
        var spec = fallback(GPU + "fallback: {}");
        assertThat(spec.model().contextLength()).isEqualTo(512);
        assertThat(spec.server().env()).hasSize(1);
        assertThat(spec.pod().priorityClassName()).isEqualTo("high");
        assertThat(spec.vectorSpace().id()).isEqualTo("vs-0123456789ab");
    }

    @Test
    void nothingOfTheServiceItselfIs() {
        var spec = fallback(GPU + "fallback: {}");
        assertThat(spec.autoscaling()).isNull();
        assertThat(spec.route()).isNull();
        assertThat(spec.rollout()).isNull();
        assertThat(spec.disruptionBudget()).isNull();
        assertThat(spec.vectorSpace().transition()).isNull();
        assertThat(spec.vectorSpace().candidateReplicas()).isNull();
        assertThat(spec.fallback()).isNull();
    }

    @Test
    void withoutAGpuTheServersOwnFieldsAreTheDefault() {
        var cpu = """
                model: {path: /models/tiny}
                device: cpu
                server: {image: registry.test/sglang:mine, resources: {limits: {memory: 8Gi}}, extraArgs: [--log-level, info]}
                pod: {nodeSelector: {a: b}, tolerations: [{operator: Exists}], runtimeClassName: gvisor}
                """;
        var spec = fallback(cpu + "fallback: {extraArgs: [], nodeSelector: {c: d}}");
        assertThat(spec.server().image()).isEqualTo("registry.test/sglang:mine");
        assertThat(spec.server().resources().getLimits()).containsOnlyKeys("memory");
        assertThat(spec.server().extraArgs()).isEmpty();
        assertThat(spec.pod().nodeSelector()).containsOnlyKeys("c");
        assertThat(spec.pod().tolerations()).hasSize(1);
        assertThat(spec.pod().runtimeClassName()).isEqualTo("gvisor");
    }

    @Test
    void ownFieldsComeFirst() {
        var everything = Given.manifest(Path.of("src/test/resources/golden/everything/input.yaml"));
        var fallback = everything.getSpec().fallback();
        var spec = FallbackService.of(everything).orElseThrow().getSpec();
        assertThat(spec.replicas()).isEqualTo(fallback.replicas());
        assertThat(spec.server().image()).isEqualTo(fallback.image());
        assertThat(spec.server().resources()).isEqualTo(fallback.resources());
        assertThat(spec.server().extraArgs()).isEqualTo(fallback.extraArgs());
        assertThat(spec.pod().nodeSelector()).isEqualTo(fallback.nodeSelector());
        assertThat(spec.pod().tolerations()).isEqualTo(fallback.tolerations());
        assertThat(spec.pod().affinity()).isEqualTo(fallback.affinity());
    }

    @Test
    void theGivenServiceIsNotChanged() {
        var service = Given.service(GPU + "fallback: {}");
        var before = Given.SERIALIZATION.asYaml(service);
        FallbackService.of(service);
        assertThat(Given.SERIALIZATION.asYaml(service)).isEqualTo(before);
    }

    @Test
    void withoutTheFieldThereIsNone() {
        assertThat(FallbackService.of(Given.service("model: {path: /m}"))).isEmpty();
        assertThat(new Planner(Given.POLICY).fallback(Given.service("model: {path: /m}"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void isPlannedForItsOwnServersWithTheOperatorsImage() {
        var service = Given.service("{model: {path: /m}, fallback: {replicas: 2}}");
        var plan = (Plan)
                new Planner(Given.POLICY).fallback(service, Optional.empty()).orElseThrow();
        assertThat(plan.name()).isEqualTo("tiny");
        assertThat(plan.servers()).isEqualTo("tiny-fallback");
        assertThat(plan.replicas()).isEqualTo(2);
        assertThat(plan.gpu()).isEmpty();
        assertThat(plan.server().image()).isEqualTo("registry.test/sglang:cpu");
        assertThat(plan.verification().transition().sideBySide()).isFalse();
    }

    private static EmbeddingServiceSpec fallback(String spec) {
        return FallbackService.of(Given.service(spec)).orElseThrow().getSpec();
    }
}
