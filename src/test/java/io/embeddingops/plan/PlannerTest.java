package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void reportsAllErrorsAtOnceInTheOrderOfTheManifest() {
        assertThat(Given.errors("""
                        rollout: {maxSurge: 0, maxUnavailable: 0}
                        health: {checkTimeoutSeconds: 1, startupTimeoutSeconds: 1}
                        service: {labels: {embeddingops.io/service: x}}
                        pod:
                          labels: {app.kubernetes.io/name: x}
                          volumes: [{name: tmp, hostPath: {path: /etc}}]
                        server:
                          volumeMounts: [{name: nowhere, mountPath: /x}]
                          sharedMemorySize: "0"
                          resources: {limits: {nvidia.com/gpu: 1}}
                          env: [{name: SGLANG_USE_CPU_ENGINE, value: "1"}]
                          extraArgs: ["--host=::1", "--api-key=x"]
                        gpu: {count: 1}
                        device: cpu
                        model:
                          path: models
                          servedName: a:b
                          source: {}
                          dimensions: [1, 1]
                        """))
                .extracting(error -> error.split(" ")[0])
                .containsExactly(
                        "spec.model.source",
                        "spec.model.path",
                        "spec.model.servedName",
                        "spec.model.dimensions",
                        "spec.gpu",
                        "spec.server.extraArgs[0]",
                        "spec.server.extraArgs",
                        "spec.server.env[0].name",
                        "spec.server.resources.limits[nvidia.com/gpu]",
                        "spec.server.sharedMemorySize",
                        "spec.pod.volumes[0].name",
                        "spec.server.volumeMounts[0].name",
                        "spec.pod.volumes[0].hostPath.path",
                        "spec.pod.labels[app.kubernetes.io/name]",
                        "spec.service.labels[embeddingops.io/service]",
                        "spec.health.checkTimeoutSeconds",
                        "spec.health.startupTimeoutSeconds",
                        "spec.rollout.maxSurge");
    }

    @Test
    void reportsOnlyUnreadableFieldsIfThereAreAny() {
        assertThat(Given.errors("""
                        model: {path: models, contextLength: long}
                        device: tpu
                        replicas: [1]
                        """))
                .containsExactly(
                        "spec.model.contextLength \"long\" is not a whole number",
                        "spec.device \"tpu\" is not a known value",
                        "spec.replicas [1] is not a whole number");
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(Given.plan("{model: {path: /models/tiny}, modle: {}}"))
                .isEqualTo(Given.plan("model: {path: /models/tiny}"));
    }

    @Test
    void aServiceWithoutSpecIsRefused() {
        var service = new EmbeddingService();
        service.setMetadata(new ObjectMetaBuilder().withName("tiny").build());
        assertThat(new Planner(Given.POLICY).plan(service))
                .isEqualTo(new Rejection(List.of(new FieldError("spec", "is required"))));
    }

    @Test
    void theMessageJoinsAllErrors() {
        assertThat(new Rejection(List.of(
                                new FieldError("spec.gpu", "spec.gpu must be removed"),
                                new FieldError("spec.port", "1 is wrong")))
                        .message())
                .isEqualTo("spec.gpu must be removed; spec.port 1 is wrong");
    }

    @Test
    void aRejectionNeedsAnError() {
        assertThatThrownBy(() -> new Rejection(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rejection needs an error");
    }

    @Test
    void thePolicySetsImageAndLauncher() {
        var policy = Given.policy("--gpu-image", "my/gpu:1", "--cpu-image", "my/cpu:1", "--launcher", "python");
        var gpu = (Plan) new Planner(policy).plan(Given.service("model: {path: /models/tiny}"));
        var cpu = (Plan) new Planner(policy).plan(Given.service("{model: {path: /models/tiny}, device: cpu}"));
        assertThat(gpu.server().image()).isEqualTo("my/gpu:1");
        assertThat(gpu.server().launcher()).isEqualTo(Launcher.PYTHON);
        assertThat(cpu.server().image()).isEqualTo("my/cpu:1");
    }
}
