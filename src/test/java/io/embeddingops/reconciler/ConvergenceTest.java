package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergenceTest extends LoopTest {

    @Test
    void createsOwnedDeploymentAndService() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");

        var container = ServerContainers.of(deployment().get());
        assertThat(container.getImage()).isEqualTo("sglang:test");
        assertThat(container.getCommand()).containsSequence("--model-path", "/models/Qwen3-Embedding-0.6B");
        assertThat(endpoint().get().getSpec().getPorts().get(0).getPort()).isEqualTo(30000);
        assertThat(endpoint().get().getSpec().getSelector())
                .isEqualTo(deployment().get().getSpec().getSelector().getMatchLabels());
        assertOwned(deployment().get());
        assertOwned(endpoint().get());
    }

    private void assertOwned(HasMetadata child) {
        assertThat(child.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getApiVersion()).isEqualTo("embeddingops.io/v1alpha1");
            assertThat(owner.getKind()).isEqualTo("EmbeddingService");
            assertThat(owner.getName()).isEqualTo(NAME);
            assertThat(owner.getUid()).isEqualTo(service().getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isTrue();
        });
    }

    @Test
    void writesEachObjectOnceAndTheStatusOnce() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        awaitReconciled(() -> touch(deployment().get()));

        var status = service().getStatus();
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.url()).isEqualTo("http://qwen.team-a.svc:30000/v1");
        assertThat(status.selector()).isEqualTo("embeddingops.io/service=qwen");
        assertThat(status.model().servedName()).isEqualTo("Qwen3-Embedding-0.6B");
        assertThat(status.replicas()).isZero();
        assertThat(status.conditions())
                .extracting(Condition::type, Condition::status)
                .containsExactly(
                        tuple("Ready", "False"),
                        tuple("Available", "False"),
                        tuple("Verified", "Unknown"),
                        tuple("Reconciling", "True"));
        assertThat(cluster.calls(STATUS_WRITES)).hasSize(1);
        assertThat(cluster.calls(APPLIES)).hasSize(2);
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void changedSpecReachesTheDeployment(String spec, Consumer<Deployment> expected) {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        change(spec);
        eventually(() -> expected.accept(deployment().get()));
        eventually(() -> assertThat(service().getStatus().observedGeneration()).isEqualTo(2));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "{model: {path: /models/m}, server: {image: 'sglang:next'}}",
                        deployment -> assertThat(ServerContainers.of(deployment).getImage())
                                .isEqualTo("sglang:next")),
                change("{model: {path: /models/m}, port: 31000}", deployment -> {
                    assertThat(ServerContainers.of(deployment).getPorts().get(0).getContainerPort())
                            .isEqualTo(31000);
                    assertThat(ServerContainers.of(deployment).getCommand()).containsSequence("--port", "31000");
                }),
                change(
                        "{model: {path: /models/m}, replicas: 3}",
                        deployment ->
                                assertThat(deployment.getSpec().getReplicas()).isEqualTo(3)),
                change(
                        "{model: {path: /models/m}, server: {extraArgs: [--log-level, debug]}}",
                        deployment -> assertThat(ServerContainers.of(deployment).getCommand())
                                .endsWith("--log-level", "debug")));
    }

    private static Arguments change(String spec, Consumer<Deployment> expected) {
        return Arguments.of(spec, expected);
    }

    @Test
    void fieldRemovedFromTheSpecIsRemoved() {
        start();
        create("{model: {path: /models/m}, pod: {nodeSelector: {gpu: big}}}");
        awaitReason("RolloutInProgress");
        assertThat(deployment().get().getSpec().getTemplate().getSpec().getNodeSelector())
                .containsEntry("gpu", "big");
        change("{model: {path: /models/m}}");
        eventually(() -> assertThat(
                        deployment().get().getSpec().getTemplate().getSpec().getNodeSelector())
                .isEmpty());
    }

    @Test
    void changedPortReachesServiceAndUrl() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        change("{model: {path: /models/m}, port: 31000}");
        eventually(() -> assertThat(service().getStatus().url()).isEqualTo("http://qwen.team-a.svc:31000/v1"));
        assertThat(endpoint().get().getSpec().getPorts().get(0).getPort()).isEqualTo(31000);
    }

    @Test
    void irrelevantChangesCauseNoWrite() {
        startWithReadyService();
        var before = cluster.calls(Call::writes);
        awaitReconciled(() -> workload().touchPod("once"));
        awaitReconciled(() -> touch(deployment().get()));
        awaitReconciled(() -> deployment()
                .editStatus(deployment -> new DeploymentBuilder(deployment)
                        .editStatus()
                        .withCollisionCount(1)
                        .endStatus()
                        .build()));
        awaitReconciled(() -> touch(endpoint().get()));
        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
    }

    @Test
    void restartCausesNoWrite() {
        startWithReadyService();
        var before = cluster.calls(Call::writes);
        var passes = passes();
        start();
        eventually(() -> assertThat(passes()).isGreaterThan(passes));
        awaitIdle();
        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
    }

    @Test
    void nothingIsWrittenForADeletedService() {
        startWithReadyService();
        var before = cluster.calls(Call::writes).size();
        raw().delete();
        create(NAMESPACE, "other", SPEC);
        eventually(() -> assertThat(service("other").getStatus()).isNotNull());
        awaitIdle();
        assertThat(cluster.calls(Call::writes).stream().skip(before)).allMatch(call -> call.to("/other"));
    }

    private void touch(HasMetadata object) {
        cluster.client().resource(object).edit(found -> {
            var annotations = new HashMap<>(found.getMetadata().getAnnotations());
            annotations.put("example.com/touched", "yes");
            found.getMetadata().setAnnotations(annotations);
            return found;
        });
    }

    @Test
    void manyServicesConverge() {
        start();
        var names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> create(NAMESPACE, name, SPEC));
        names.forEach(name -> eventually(() -> assertThat(service(name).getStatus())
                .isNotNull()
                .extracting(status -> status.url())
                .isEqualTo("http://" + name + ".team-a.svc:30000/v1")));
        assertThat(cluster.calls(STATUS_WRITES)).hasSize(5);
    }
}
