package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.embeddingops.status.Observation;
import io.embeddingops.status.StatusComputer;
import io.embeddingops.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConflictGraceTest {

    private static final Verdict CONFLICT = Verdict.conflict("Service", "tiny");

    private final EmbeddingService service = Given.service("model: {path: /m}");
    private Duration now = Duration.ofHours(5);
    private final ConflictGrace grace = grace();

    @Test
    void conflictMayPassForAMinute() {
        assertThat(grace.verdict(service, CONFLICT).stalled()).isFalse();
        now = now.plusSeconds(59);
        assertThat(grace.verdict(service, CONFLICT).stalled()).isFalse();
        now = now.plusSeconds(1);
        assertThat(grace.verdict(service, CONFLICT)).isEqualTo(CONFLICT);
    }

    @Test
    void editStartsTheMinuteAgain() {
        grace.verdict(service, CONFLICT);
        now = now.plusSeconds(90);
        assertThat(grace.verdict(service, CONFLICT).stalled()).isTrue();
        service.getMetadata().setGeneration(8L);
        assertThat(grace.verdict(service, CONFLICT).stalled()).isFalse();
    }

    @Test
    void finalConflictStaysFinalWhenTheOperatorRestarts() {
        var none = Observation.of(Optional.empty(), List.of(), Instant.EPOCH);
        service.setStatus(StatusComputer.stopped(service, Optional.empty(), CONFLICT, none, Instant.EPOCH));
        assertThat(grace().verdict(service, CONFLICT).stalled()).isTrue();
    }

    @Test
    void objectThatIsBeingDeletedIsWaitedForLonger() {
        var deleted = Verdict.beingDeleted("Service", "tiny");
        grace.verdict(service, deleted);
        now = now.plusSeconds(600);
        assertThat(grace.verdict(service, deleted).stalled()).isFalse();
    }

    private ConflictGrace grace() {
        return new ConflictGrace(Pacing.DEFAULT.conflictGrace(), () -> now.toNanos(), id -> true);
    }
}
