package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
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
        writes.during(ID, () -> {
            assertThat(writes.isNews(version("5"))).isFalse();
            return version("5");
        });

        assertThat(passes).isEmpty();
        assertThat(writes.isNews(version("6"))).isTrue();
    }

    /** An informer's cache has it before it tells, so the pass that wrote it may see it and be over. */
    @Test
    void theOwnWriteIsNoNewsEvenIfItIsToldLate() {
        writes.during(ID, () -> version("5"));

        assertThat(writes.isNews(version("5"))).isFalse();
        assertThat(writes.isNews(version("6"))).isTrue();
        assertThat(passes).isEmpty();
    }

    @Test
    void changesOfOthersAreNewsThoughTheOwnWriteHasNotBeenTold() {
        writes.during(ID, () -> version("5"));

        assertThat(writes.isNews(version("4"))).isTrue();
        assertThat(writes.isNews(version("6"))).isTrue();
    }

    @Test
    void whatCameBeforeTheOwnWriteIsInItsAnswer() {
        writes.during(ID, () -> {
            writes.isNews(version("9"));
            return version("10");
        });

        assertThat(passes).isEmpty();
    }

    @Test
    void aLaterChangeOfSomebodyElseCausesAPass() {
        writes.during(ID, () -> {
            writes.isNews(version("9"));
            writes.isNews(version("10"));
            return version("9");
        });

        assertThat(passes).extracting(Event::getRelatedCustomResourceID).containsExactly(ID);
    }

    @Test
    void newsThatWereHeldBackAreNotLostWithAWriteThatFails() {
        assertThatThrownBy(() -> writes.during(ID, () -> {
                    writes.isNews(version("9"));
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        assertThat(passes).hasSize(1);
    }

    @Test
    void otherObjectsAreNotHeldBack() {
        writes.during(ID, () -> {
            assertThat(writes.isNews(new ServiceBuilder(version("5"))
                            .editMetadata()
                            .withName("other")
                            .endMetadata()
                            .build()))
                    .isTrue();
            return version("5");
        });
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
