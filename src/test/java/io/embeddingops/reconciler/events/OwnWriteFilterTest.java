package io.embeddingops.reconciler.events;

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

class OwnWriteFilterTest {

    private static final ResourceID PRIMARY = new ResourceID("primary", "ai");
    private static final ResourceID ID = new ResourceID("qwen", "ai");

    private final List<Event> passes = new ArrayList<>();
    private final OwnWriteFilter filter = new OwnWriteFilter("Service");

    @BeforeEach
    void start() {
        filter.setEventHandler(passes::add);
        filter.start();
    }

    @Test
    void eventsAreAcceptedWhileNothingIsWritten() {
        assertThat(filter.accepts(version("5"))).isTrue();
    }

    @Test
    void theEventOfAnOwnWriteIsDropped() {
        during(() -> {
            assertThat(filter.accepts(version("5"))).isFalse();
            return version("5");
        });

        assertThat(passes).isEmpty();
        assertThat(filter.accepts(version("6"))).isTrue();
    }

    /** The cache holds the response before the event arrives, so a pass may have processed it already. */
    @Test
    void theEventOfAnOwnWriteIsDroppedEvenIfItArrivesLate() {
        during(() -> version("5"));

        assertThat(filter.accepts(version("5"))).isFalse();
        assertThat(filter.accepts(version("6"))).isTrue();
        assertThat(passes).isEmpty();
    }

    /** For example when removed labels are restored: JOSDK does not cache the response if the object was just deleted. */
    @Test
    void theEventOfAnOwnWriteIsAcceptedIfTheResponseIsNotInTheCache() {
        filter.during(PRIMARY, ID, () -> version("5"), Optional::empty);
        assertThat(filter.accepts(version("5"))).isTrue();

        filter.during(PRIMARY, ID, () -> version("6"), () -> Optional.of(version("5")));
        assertThat(filter.accepts(version("6"))).isTrue();
    }

    @Test
    void changesByOthersAreAcceptedWhileAnOwnEventIsExpected() {
        during(() -> version("5"));

        assertThat(filter.accepts(version("4"))).isTrue();
        assertThat(filter.accepts(version("6"))).isTrue();
    }

    @Test
    void aChangeBeforeTheOwnWriteTriggersNothing() {
        during(() -> {
            filter.accepts(version("9"));
            return version("10");
        });

        assertThat(passes).isEmpty();
    }

    @Test
    void aLaterChangeBySomebodyElseTriggersAReconcile() {
        during(() -> {
            filter.accepts(version("9"));
            filter.accepts(version("10"));
            return version("9");
        });

        assertThat(passes).extracting(Event::getRelatedCustomResourceID).containsExactly(PRIMARY);
    }

    @Test
    void eventsHeldBackDuringAFailedWriteTriggerAReconcile() {
        assertThatThrownBy(() -> during(() -> {
                    filter.accepts(version("9"));
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(passes).hasSize(1);
    }

    @Test
    void eventsOfOtherObjectsAreNotHeldBack() {
        during(() -> {
            assertThat(filter.accepts(new ServiceBuilder(version("5"))
                            .editMetadata()
                            .withName("other")
                            .endMetadata()
                            .build()))
                    .isTrue();
            return version("5");
        });
    }

    /** A service was deleted and made again while its object was being written: the passes of both write it. */
    @Test
    void concurrentWritesOfAnObjectDoNotDisturbEachOther() {
        during(() -> {
            during(() -> version("6"));
            return version("5");
        });

        assertThat(filter.accepts(version("7"))).isTrue();
    }

    /** Performs a write whose response is in the cache afterwards. */
    private void during(Supplier<Service> write) {
        var cache = new AtomicReference<Service>();
        filter.during(
                PRIMARY,
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
