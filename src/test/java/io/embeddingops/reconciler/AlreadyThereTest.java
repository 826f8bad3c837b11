package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlreadyThereTest {

    private final AtomicLong now = new AtomicLong();
    private final AlreadyThere alreadyThere = new AlreadyThere(now::get);

    @Test
    void nothingIsNewsBeforeTheFirstPass() {
        assertThat(alreadyThere.isNews(pod("a", "1"))).isFalse();
    }

    @Test
    void whatTheFirstPassSawIsNoNews() {
        alreadyThere.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));

        assertThat(alreadyThere.isNews(pod("a", "1"))).isFalse();
        assertThat(alreadyThere.isNews(pod("b", "2"))).isFalse();
    }

    @Test
    void whatComesOrChangesLaterIsNews() {
        alreadyThere.beforePass(() -> Stream.of(pod("a", "1")));

        assertThat(alreadyThere.isNews(pod("b", "2"))).isTrue();
        assertThat(alreadyThere.isNews(pod("a", "3"))).isTrue();
    }

    @Test
    void itIsToldOfOnceOnly() {
        alreadyThere.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));
        alreadyThere.isNews(pod("a", "1"));

        assertThat(alreadyThere.isNews(pod("a", "1"))).isTrue();
    }

    @Test
    void onlyTheFirstPassLooks() {
        var looks = new AtomicInteger();
        for (var i = 0; i < 3; i++) {
            alreadyThere.beforePass(() -> {
                looks.incrementAndGet();
                return Stream.of();
            });
        }
        assertThat(looks).hasValue(1);
        assertThat(alreadyThere.isNews(pod("a", "1"))).isTrue();
    }

    @Test
    void itIsForgottenWhenAllMustHaveBeenTold() {
        alreadyThere.beforePass(() -> Stream.of(pod("a", "1"), pod("b", "2")));
        now.set(TimeUnit.MINUTES.toNanos(1) + 1);

        assertThat(alreadyThere.isNews(pod("a", "1"))).isTrue();
        assertThat(alreadyThere.isNews(pod("b", "2"))).isTrue();
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
