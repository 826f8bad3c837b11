package io.embeddingops.reconciler.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InitialListFilterTest {

    private final AtomicLong now = new AtomicLong();
    private final InitialListFilter filter = new InitialListFilter(now::get);

    @Test
    void eventsBeforeTheFirstPassAreDropped() {
        assertThat(filter.accepts(pod("a", "1"))).isFalse();
    }

    @Test
    void eventsOfObjectsThatTheFirstPassSawAreDropped() {
        filter.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));

        assertThat(filter.accepts(pod("a", "1"))).isFalse();
        assertThat(filter.accepts(pod("b", "2"))).isFalse();
    }

    @Test
    void newAndChangedObjectsAreAccepted() {
        filter.beforePass(() -> Stream.of(pod("a", "1")));

        assertThat(filter.accepts(pod("b", "2"))).isTrue();
        assertThat(filter.accepts(pod("a", "3"))).isTrue();
    }

    @Test
    void theSameEventIsDroppedOnlyOnce() {
        filter.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));
        filter.accepts(pod("a", "1"));

        assertThat(filter.accepts(pod("a", "1"))).isTrue();
    }

    @Test
    void onlyTheFirstPassReadsTheCaches() {
        var reads = new AtomicInteger();
        for (var i = 0; i < 3; i++) {
            filter.beforePass(() -> {
                reads.incrementAndGet();
                return Stream.of();
            });
        }
        assertThat(reads).hasValue(1);
        assertThat(filter.accepts(pod("a", "1"))).isTrue();
    }

    @Test
    void expectedEventsAreForgottenAfterAMinute() {
        filter.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));
        now.set(TimeUnit.MINUTES.toNanos(1) + 1);

        assertThat(filter.accepts(pod("a", "1"))).isTrue();
        assertThat(filter.accepts(pod("b", "2"))).isTrue();
    }

    private static Pod pod(String uid, String version) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
