package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.fabric8.kubernetes.api.model.Event;
import org.junit.jupiter.api.Test;

/** The state of pods becomes the service's reason, and each change of reason is reported once. */
class PodsTest extends LoopTest {

    private static final String PULLING = """
            phase: Pending
            containerStatuses:
              - name: server
                image: sglang:test
                restartCount: 0
                state: {waiting: {reason: %s, message: "%s"}}
            """;
    private static final String CRASHED = """
            phase: Running
            conditions:
              - {type: Ready, status: "False", lastTransitionTime: "2030-01-01T00:00:00Z"}
            containerStatuses:
              - name: server
                image: sglang:test
                started: false
                restartCount: 2
                state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
                lastState:
                  terminated:
                    exitCode: 1
                    reason: Error
                    startedAt: "2030-01-01T00:00:30Z"
                    message: "ValueError: no config.json"
            """;

    @Test
    void reportsAFailedPullAndTheRecovery() {
        startWithReadyService();
        workload().pod(PULLING.formatted("ImagePullBackOff", "ErrImagePull: not found"));
        workload().replicas(1, 0);
        awaitReason("ImagePullFailed");
        assertThat(condition(Condition.READY).holds()).isFalse();
        assertThat(condition(Condition.READY).message()).contains("sglang:test").contains("not found");
        assertThat(condition(Condition.RECONCILING).holds()).isTrue();

        workload().ready();
        awaitReason("Ready");
        assertThat(condition(Condition.READY).holds()).isTrue();
        assertThat(condition(Condition.AVAILABLE).holds()).isTrue();
        assertThat(service().getStatus().readyReplicas()).isEqualTo(1);
        assertThat(service().getStatus().condition(Condition.RECONCILING)).isEmpty();
    }

    @Test
    void reportsTheTerminationMessageOfACrash() {
        startWithReadyService();
        workload().pod(CRASHED);
        workload().replicas(1, 0);
        awaitReason("ModelLoadFailed");
        assertThat(condition(Condition.READY).message()).contains("code 1").contains("no config.json");
    }

    @Test
    void emitsOneEventPerCause() {
        startWithReadyService();
        workload().pod(PULLING.formatted("ErrImagePull", "not found"));
        awaitReason("ImagePullFailed");
        awaitReconciled(() -> workload().touchPod("once"));
        awaitReconciled(() -> workload().touchPod("twice"));
        workload().pod(CRASHED);
        awaitReason("ModelLoadFailed");
        workload().ready();
        awaitReason("Ready");

        // the second Ready came within a minute of the first
        assertThat(events())
                .extracting(Event::getType, Event::getReason)
                .containsExactlyInAnyOrder(
                        tuple("Normal", "Ready"),
                        tuple("Warning", "ImagePullFailed"),
                        tuple("Warning", "ModelLoadFailed"));
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("EmbeddingService");
            assertThat(event.getInvolvedObject().getUid())
                    .isEqualTo(service().getMetadata().getUid());
            assertThat(event.getSource().getComponent()).isEqualTo("embedding-operator");
            assertThat(event.getMessage()).isNotEmpty();
        });
    }

    @Test
    void nothingIsReportedTwiceWhileWatchEventsAreDelayed() {
        startWithReadyService();
        cluster.lag();
        awaitReconciled(() -> workload().pod(CRASHED));
        var before = cluster.calls(Call::writes);
        awaitReconciled(() -> workload().touchPod("once"));
        awaitReconciled(() -> workload().touchPod("twice"));
        cluster.catchUp();
        awaitReconciled(() -> workload().touchPod("thrice"));

        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
        assertThat(eventReasons()).containsExactly("Ready", "ModelLoadFailed");
    }

    @Test
    void nothingIsReportedTwiceWhenTheSpecChangesMeanwhile() {
        startWithReadyService();
        var before = cluster.calls(STATUS_WRITES).size();
        cluster.lag();
        change("{model: {path: /models/Qwen3-Embedding-0.6B}, server: {image: 'sglang:test'}, replicas: 1}");
        workload().pod(CRASHED);
        eventually(() -> assertThat(cluster.calls(STATUS_WRITES)).hasSizeGreaterThan(before));
        cluster.step();
        awaitIdle();
        awaitReconciled(() -> workload().touchPod("once"));
        cluster.catchUp();
        awaitReconciled(() -> workload().touchPod("twice"));

        assertThat(eventReasons()).containsExactly("Ready", "ModelLoadFailed");
        awaitReason("ModelLoadFailed");
    }

    @Test
    void reportsKubeletEventsOfAStartingPod() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        var pod = workload().pod(PULLING.formatted("ContainerCreating", ""));
        awaitReason("PodStarting");
        workload().createEvent(pod, "FailedMount", "MountVolume.SetUp failed: path /models does not exist");
        awaitReason("VolumeMountFailed");
        assertThat(condition(Condition.READY).message()).contains("path /models does not exist");

        workload().ready();
        awaitReason("Ready");
    }

    @Test
    void unreadableKubeletEventsAreIgnored() {
        start();
        create(SPEC);
        awaitReason("RolloutInProgress");
        cluster.refuseReads("/events", 403, "events is forbidden");
        workload().pod(PULLING.formatted("ContainerCreating", ""));
        awaitReason("PodStarting");
    }

    @Test
    void podBelongsToTheServiceInItsLabel() {
        startWithReadyService();
        create(NAMESPACE, "other", SPEC);
        eventually(() -> assertThat(service("other").getStatus()).isNotNull());
        workload().pod(CRASHED);
        awaitReason("ModelLoadFailed");
        assertThat(service("other")
                        .getStatus()
                        .condition(Condition.READY)
                        .orElseThrow()
                        .reason())
                .isEqualTo("RolloutInProgress");
    }
}
