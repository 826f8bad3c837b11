package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.embeddingops.reconciler.Failure.Retry;
import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Verdict REFUSED = new Verdict(Reason.ADMISSION_REFUSED, "no");
    private static final Failure REFUSAL = new Failure(Optional.of(REFUSED), Retry.AFTER_PAUSE);
    private static final Failure UNANSWERED = new Failure(Optional.of(REFUSED), Retry.WITH_NEXT_EVENT);

    private final Set<ResourceID> gone = new HashSet<>();
    private final EmbeddingService service = Given.service("model: {path: /m}");
    private Duration now = Duration.ZERO;
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> now.toNanos(), id -> !gone.contains(id));

    @Test
    void pausesDoubleUpToFiveMinutes() {
        assertThat(IntStream.range(0, 10)
                        .mapToObj(any -> backoff.failed(service, REFUSAL).toSeconds()))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        IntStream.range(0, 100).forEach(any -> backoff.failed(service, REFUSAL));
        assertThat(backoff.failed(service, REFUSAL)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void twentyRefusedServicesCostLessThanOneRequestPerSecondAfterFiveMinutes() {
        var attempts = 0;
        var hour = Duration.ofHours(1);
        while (now.compareTo(hour) < 0) {
            attempts += now.compareTo(Duration.ofMinutes(5)) < 0 ? 0 : 1;
            now = now.plus(backoff.failed(service, REFUSAL));
        }
        assertThat(20.0 * attempts / Duration.ofMinutes(55).toSeconds()).isLessThan(0.1);
    }

    @Test
    void pausesWithoutAnAnswerDoubleUpToAMinute() {
        IntStream.range(0, 9).forEach(any -> backoff.failed(service, UNANSWERED));
        assertThat(backoff.failed(service, UNANSWERED)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void verdictIsHeldUntilThePauseIsOver() {
        backoff.failed(service, REFUSAL);
        now = Duration.ofSeconds(1);
        assertThat(backoff.pause(service)).contains(new Backoff.Pause(REFUSED, Duration.ofSeconds(1)));
        now = Duration.ofSeconds(2);
        assertThat(backoff.pause(service)).isEmpty();
    }

    @Test
    void anyEventStartsAnAttemptIfThereWasNoAnswer() {
        backoff.failed(service, UNANSWERED);
        assertThat(backoff.pause(service)).isEmpty();
    }

    @Test
    void editOfTheServiceEndsThePause() {
        backoff.failed(service, REFUSAL);
        service.getMetadata().setGeneration(8L);
        assertThat(backoff.pause(service)).isEmpty();
        assertThat(backoff.failed(service, REFUSAL)).isEqualTo(Duration.ofSeconds(2));
        service.getMetadata().setAnnotations(Map.of("try", "now"));
        assertThat(backoff.pause(service)).isEmpty();
    }

    @Test
    void successStartsAnew() {
        backoff.failed(service, REFUSAL);
        backoff.succeeded(service);
        assertThat(backoff.pause(service)).isEmpty();
        assertThat(backoff.failing(service)).isFalse();
        assertThat(backoff.failed(service, REFUSAL)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void deletedServicesAreForgotten() {
        backoff.failed(service, REFUSAL);
        gone.add(ResourceID.fromResource(service));
        var other = Given.service("model: {path: /m}");
        other.getMetadata().setName("other");
        backoff.failed(other, REFUSAL);
        assertThat(backoff.failing(service)).isFalse();
        assertThat(backoff.failing(other)).isTrue();
    }
}
