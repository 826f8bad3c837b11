package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.status.Observation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartHistoryTest {

    private static final Instant NOW = Instant.parse("2030-01-01T01:00:00Z");
    private static final String START = "2030-01-01T00:00:00Z";
    private static final String LATER = "2030-01-01T00:10:00Z";

    private RestartHistory history = RestartHistory.of("service");

    @Test
    void restartsCountUntilThePodIsReady() {
        assertThat(failedRestarts(4, "Ready", "False", START)).isEqualTo(4);
        assertThat(failedRestarts(4, "Ready", "True", LATER)).isZero();
        assertThat(failedRestarts(6, "Ready", "False", LATER)).isEqualTo(2);
    }

    @Test
    void podHeldOnlyByAReadinessGateIsHealthy() {
        assertThat(failedRestarts(7, "ContainersReady", "True", START)).isZero();
    }

    @Test
    void firstRestartOfAReadyPodCounts() {
        assertThat(failedRestarts(0, "Ready", "True", LATER)).isZero();
        assertThat(history.isRelevant(NOW)).isFalse();
        assertThat(failedRestarts(1, "Ready", "False", LATER)).isEqualTo(1);
        assertThat(failedRestarts(2, "Ready", "False", LATER)).isEqualTo(2);
    }

    @Test
    void historyOfAHealthyServiceIsIrrelevant() {
        assertThat(history.isRelevant(NOW)).isFalse();
        assertThat(history.withEviction(NOW.plusSeconds(1)).isRelevant(NOW)).isTrue();
        failedRestarts(1, "Ready", "True", LATER);
        assertThat(history.isRelevant(NOW)).isTrue();
        assertThat(history.withEviction(NOW).evictions()).isEqualTo(1);
        history = history.withEviction(NOW);
        failedRestarts(0, "Ready", "True", LATER);
        assertThat(history.isRelevant(NOW)).isFalse();
    }

    @Test
    void remainingTimeHasAMinimum() {
        var minute = Duration.ofMinutes(1);
        assertThat(history.remaining(NOW, minute)).isEqualTo(minute);
        assertThat(history.withEviction(NOW.plusSeconds(600)).remaining(NOW, minute))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(history.withEviction(NOW.plusSeconds(5)).remaining(NOW, minute))
                .isEqualTo(minute);
    }

    private int failedRestarts(int restarts, String condition, String status, String since) {
        var seen = Observation.of(
                Optional.empty(), List.of(pod(restarts, condition, status, since)), java.time.Instant.EPOCH);
        history = history.updated(seen);
        return history.failedRestarts(seen.pods().get(0));
    }

    private static Pod pod(int restarts, String condition, String status, String since) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withUid("u")
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("10.0.0.1")
                .withStartTime(START)
                .addNewCondition()
                .withType(condition)
                .withStatus(status)
                .withLastTransitionTime(since)
                .endCondition()
                .addNewContainerStatus()
                .withName("server")
                .withRestartCount(restarts)
                .withContainerID("containerd://1")
                .withNewState()
                .withNewRunning()
                .withStartedAt(START)
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
