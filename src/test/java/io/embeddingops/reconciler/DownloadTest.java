package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.DownloadPod;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Downloads from the first progress to the ready service. */
class DownloadTest extends LoopTest {

    private static final String SOURCE_SPEC = "{model: {path: /models/tiny, source: {huggingFace: {repo: acme/tiny}}},"
            + " server: {image: 'sglang:test'}, verification: {mode: 'Off'}}";

    private final DownloadPod pod = new DownloadPod();

    @BeforeEach
    void startDownload() {
        start(Map.of("--probe-via", "direct", "--fetch-image", "registry.test/operator:1"));
        create(SOURCE_SPEC);
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().replicas(1, 0);
        workload().create(pod.spec(), pod.running(0));
        awaitReason("ModelDownloading");
    }

    @AfterEach
    void close() {
        pod.close();
    }

    @Test
    void downloadIsSeenFromTheFirstProgressToReady() {
        assertThat(message()).isEqualTo("pod qwen-0 is downloading hf://acme/tiny@main since 2030-01-01T09:00:00Z");
        pod.report("Downloading", 100, 1000);
        awaitMessage(
                "pod qwen-0 is downloading hf://acme/tiny@main: 100 bytes of 1.0 kB (10 %), 100 bytes/s, 9 s left");
        pod.report("Downloading", 800, 1000);
        awaitMessage(
                "pod qwen-0 is downloading hf://acme/tiny@main: 800 bytes of 1.0 kB (80 %), 100 bytes/s, 2 s left");
        pod.report("Verifying", 1000, 1000);
        awaitMessage("pod qwen-0 is verifying hf://acme/tiny@main (1.0 kB)");

        workload().pod(pod.succeeded("c0ffee", ""));
        awaitReason("PodStarting");
        assertThat(service().getStatus().model().revision()).isEqualTo("c0ffee");
        eventually(() -> assertThat(settings().getData().get("revision")).contains("c0ffee"));
        workload().ready();
        awaitReason("Ready");
        var model = service().getStatus().model();
        assertThat(model.source()).isEqualTo(DownloadPod.SOURCE);
        assertThat(model.revision()).isEqualTo("c0ffee");
        assertThat(model.size()).isEqualTo(1000);
        assertThat(model.digest()).isEqualTo("sha256:aa");
        assertThat(eventReasons()).containsSubsequence("ModelDownloading", "PodStarting", "Ready");
        assertAsksNoMore();
    }

    @Test
    void downloadThatStandsStillIsAskedAndWritesNothing() {
        pod.report("Downloading", 100, 1000);
        awaitMessage(
                "pod qwen-0 is downloading hf://acme/tiny@main: 100 bytes of 1.0 kB (10 %), 100 bytes/s, 9 s left");
        awaitIdle();
        var version = service().getMetadata().getResourceVersion();
        var passes = passes();
        var asked = pod.requests();
        pod.report("Downloading", 101, 1000);
        eventually(() -> assertThat(pod.requests()).isGreaterThan(asked + 5));
        assertThat(service().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(passes()).isEqualTo(passes);
        assertThat(cluster.calls(call -> call.to("/events") && !call.writes())).isEmpty();
        awaitReconciled(() -> workload().touchPod("again"));
        assertThat(service().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void failedDownloadIsNamedAndTheNextAttemptOvercomesIt() {
        workload().pod(pod.failed(0, "ModelUnreachable", "no route to hub.example.com"));
        awaitReason("ModelUnreachable");
        assertThat(condition(Condition.RECONCILING).holds()).isTrue();
        var writes = cluster.calls(STATUS_WRITES).size();
        var asked = pod.requests();
        workload().pod(pod.again(1, "ModelUnreachable", "no route to hub.example.com"));
        eventually(() -> assertThat(pod.requests()).isGreaterThan(asked + 2));
        awaitIdle();
        assertThat(condition(Condition.READY).reason()).isEqualTo("ModelUnreachable");
        assertThat(cluster.calls(STATUS_WRITES)).hasSizeLessThanOrEqualTo(writes + 1);
        pod.report("Downloading", 100, 1000);
        awaitReason("ModelDownloading");
    }

    @Test
    void volumeGrowsForAModelThatDoesNotFit() {
        change(SOURCE_SPEC.replace("acme/tiny}}", "acme/tiny}}, cache: {volume: {}}"));
        eventually(() -> assertThat(volumeSize()).contains("20Gi"));
        workload().pod(pod.tooLarge(30L << 30));
        awaitReason("OutOfSpace");
        eventually(() -> assertThat(volumeSize()).contains("36Gi"));
        workload().pod(pod.succeeded("c0ffee", ""));
        eventually(() -> assertThat(service().getStatus().model().size()).isEqualTo(1000));
        awaitIdle();
        assertThat(volumeSize()).contains("36Gi");
    }

    private Optional<String> volumeSize() {
        return Optional.ofNullable(cluster.client()
                        .persistentVolumeClaims()
                        .inNamespace(NAMESPACE)
                        .withName(NAME + "-model-cache")
                        .get())
                .map(claim -> claim.getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage")
                        .toString());
    }

    @Test
    void revisionIsHandedOnAlthoughNothingElseChanges() {
        workload()
                .pod(pod.succeeded("c0ffee", "")
                        .replace(
                                "waiting: {reason: PodInitializing}",
                                "running: {startedAt: \"2030-01-01T09:00:01Z\"}"));
        awaitReason("LoadingModel");
        eventually(() -> assertThat(settings().getData().get("revision")).contains("c0ffee"));
    }

    @Test
    void revisionSurvivesPodsAndEditsOfTheSpec() {
        workload().pod(pod.succeeded("c0ffee", ",\"moved\":\"beef\""));
        eventually(
                () -> assertThat(service().getStatus().model().newerRevision()).isEqualTo("beef"));
        eventually(() -> assertThat(eventReasons()).contains("NewerRevision"));
        awaitReconciled(() -> workload().delete());
        change(SOURCE_SPEC.replace("server: {", "replicas: 2, server: {"));
        awaitReconciled(() -> workload().replicas(2, 0));
        assertThat(service().getStatus().model().revision()).isEqualTo("c0ffee");
        change(SOURCE_SPEC.replace("acme/tiny", "acme/other"));
        eventually(() -> assertThat(service().getStatus().model().revision()).isNull());
        assertThat(eventReasons().stream().filter("NewerRevision"::equals)).hasSize(1);
    }

    @Test
    void podWithoutItsModelIsNotEvictedForRestarts() {
        workload().pod(restarted(pod.running(7)));
        awaitReconciled(() -> workload().touchPod("again"));
        workload().pod(restarted(pod.failed(60, "ModelUnreachable", "no route to hub.example.com")));
        awaitReason("ModelUnreachable");
        assertThat(evictions()).isEmpty();
        workload().pod(restarted(pod.succeeded("c0ffee", "")));
        eventually(() -> assertThat(evictions()).isNotEmpty());
    }

    private static String restarted(String status) {
        return status.replace("started: false, restartCount: 0", "started: false, restartCount: 50");
    }

    private List<Call> evictions() {
        return cluster.calls(call -> call.writes() && call.to("/eviction"));
    }

    private void assertAsksNoMore() {
        awaitIdle();
        var asked = pod.requests();
        awaitReconciled(() -> workload().touchPod("later"));
        assertThat(pod.requests()).isEqualTo(asked);
    }

    /** The ConfigMap with which later pods download. */
    private ConfigMap settings() {
        return cluster.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(NAME + "-model")
                .get();
    }

    private void awaitMessage(String message) {
        eventually(() -> assertThat(message()).isEqualTo(message));
    }

    private String message() {
        return condition(Condition.READY).message();
    }
}
