package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteSlotsTest {

    private Duration now = Duration.ZERO;
    private final WriteSlots slots = new WriteSlots(2, () -> now.toNanos());

    @Test
    void writesAreNotLimitedWhileTheyAreFast() {
        assertThat(slots.<Boolean>during("ai", () -> slots.during("ai", () -> true)))
                .isTrue();
    }

    @Test
    void halfOfTheThreadsWriteToANamespaceWhereAWriteFailedSlowly() {
        failAfter(Duration.ofSeconds(10));
        assertThat(slots.<Boolean>during("ai", () -> {
                    assertThatThrownBy(() -> slots.during("ai", () -> true))
                            .isInstanceOf(WriteSlots.BusyException.class);
                    return slots.during("other", () -> true);
                }))
                .isTrue();
        assertThat(slots.<Boolean>during("ai", () -> true)).isTrue();
    }

    @Test
    void slowNamespaceIsForgotten() {
        failAfter(Duration.ofSeconds(10));
        now = now.plusMinutes(11);
        writesAreNotLimitedWhileTheyAreFast();
    }

    @Test
    void fastFailureDoesNotLimit() {
        failAfter(Duration.ofMillis(100));
        writesAreNotLimitedWhileTheyAreFast();
    }

    private void failAfter(Duration time) {
        assertThatThrownBy(() -> slots.during("ai", () -> {
                    now = now.plus(time);
                    throw new KubernetesClientException("timeout");
                }))
                .isInstanceOf(KubernetesClientException.class);
    }
}
