package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

    private static final Transition REJECTED = new Transition(true, "PodRejected", "pod tiny-5d-a was rejected");

    private final Ticking clock = new Ticking();
    private final Occurrences occurrences = new Occurrences(clock);

    @Test
    void causeIsReportedOnceAMinuteWithTheNumberOfOccurrences() {
        assertThat(count(REJECTED)).contains(1);
        for (var pod = 0; pod < 50; pod++) {
            assertThat(count(new Transition(true, "PodRejected", "pod tiny-5d-" + pod + " was rejected")))
                    .isEmpty();
        }
        clock.pass(Duration.ofSeconds(60));
        assertThat(count(REJECTED)).contains(51);
        assertThat(count(REJECTED)).isEmpty();
    }

    @Test
    void otherReasonTypeSentenceAndServiceAreOtherCauses() {
        assertThat(count(REJECTED)).contains(1);
        assertThat(count(new Transition(true, "PodEvicted", REJECTED.message())))
                .contains(1);
        assertThat(count(new Transition(false, "PodRejected", REJECTED.message())))
                .contains(1);
        assertThat(count(new Transition(true, "PodRejected", "pod tiny-5d-a was refused")))
                .contains(1);
        assertThat(occurrences.due(service("u-2"), REJECTED)).isPresent();
    }

    @Test
    void memoryIsBounded() {
        for (var service = 0; service < 10_000; service++) {
            occurrences.due(service("u-" + service), REJECTED);
        }
        assertThat(occurrences.due(service("u-9999"), REJECTED)).isEmpty();
        assertThat(occurrences.due(service("u-0"), REJECTED)).isPresent();
        assertThat(occurrences.size()).isEqualTo(4096);
    }

    @Test
    void causeIsForgottenAfterAnHour() {
        count(REJECTED);
        clock.pass(Duration.ofMinutes(61));
        assertThat(occurrences.due(service("u-2"), REJECTED)).isPresent();
        assertThat(occurrences.size()).isEqualTo(1);
    }

    private Optional<Integer> count(Transition transition) {
        return occurrences.due(service("u-1"), transition).map(Occurrences.Due::count);
    }

    private static EmbeddingService service(String uid) {
        var service = new EmbeddingService();
        service.setMetadata(new ObjectMetaBuilder()
                .withName("tiny")
                .withNamespace("ai")
                .withUid(uid)
                .build());
        return service;
    }

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
