package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnWritesTest {

    private static final ResourceID ID = new ResourceID("qwen", "ai");

    private final List<Event> passes = new ArrayList<>();
    private final OwnWrites writes = new OwnWrites("Service");

    @BeforeEach
    void start() {
        writes.setEventHandler(passes::add);
        writes.start();
    }

    @Test
    void newsAreNewsWhileNothingIsWritten() {
        assertThat(writes.isNews(version("5"))).isTrue();
    }

    @Test
    void theOwnWriteIsNoNews() {
        during(() -> {
            assertThat(writes.isNews(version("5"))).isFalse();
            return version("5");
        });

        assertThat(passes).isEmpty();
        assertThat(writes.isNews(version("6"))).isTrue();
    }

    /** An informer's cache has it before it tells, so the pass that wrote it may see it and be over. */
    @Test
    void theOwnWriteIsNoNewsEvenIfItIsToldLate() {
        during(() -> version("5"));

        assertThat(writes.isNews(version("5"))).isFalse();
        assertThat(writes.isNews(version("6"))).isTrue();
        assertThat(passes).isEmpty();
    }

    /** As after its labels came back: JOSDK does not cache an answer of what it was just told is gone. */
    @Test
    void theOwnWriteIsNewsIfThePassCouldNotSeeIt() {
        writes.during(ID, () -> version("5"), Optional::empty);
        assertThat(writes.isNews(version("5"))).isTrue();

        writes.during(ID, () -> version("6"), () -> Optional.of(version("5")));
        assertThat(writes.isNews(version("6"))).isTrue();
    }

    @Test
    void changesOfOthersAreNewsThoughTheOwnWriteHasNotBeenTold() {
        during(() -> version("5"));

        assertThat(writes.isNews(version("4"))).isTrue();
        assertThat(writes.isNews(version("6"))).isTrue();
    }

    @Test
    void whatCameBeforeTheOwnWriteIsInItsAnswer() {
        during(() -> {
            writes.isNews(version("9"));
            return version("10");
        });

        assertThat(passes).isEmpty();
    }

    @Test
    void aLaterChangeOfSomebodyElseCausesAPass() {
        during(() -> {
            writes.isNews(version("9"));
            writes.isNews(version("10"));
            return version("9");
        });

        assertThat(passes).extracting(Event::getRelatedCustomResourceID).containsExactly(ID);
    }

    @Test
    void newsThatWereHeldBackAreNotLostWithAWriteThatFails() {
        assertThatThrownBy(() -> during(() -> {
                    writes.isNews(version("9"));
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(passes).hasSize(1);
    }

    @Test
    void otherObjectsAreNotHeldBack() {
        during(() -> {
            assertThat(writes.isNews(new ServiceBuilder(version("5"))
                            .editMetadata()
                            .withName("other")
                            .endMetadata()
                            .build()))
                    .isTrue();
            return version("5");
        });
    }

    /** A write whose answer is in the cache afterwards. */
    private void during(Supplier<Service> write) {
        var cache = new AtomicReference<Service>();
        writes.during(
                ID,
                () -> {
                    cache.set(write.get());
                    return cache.get();
                },
                () -> Optional.of(cache.get()));
    }

    private static Service version(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("qwen")
                .withNamespace("ai")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
