package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

/** A bug of the operator: the status names an id, and never the text of an exception. */
class InternalErrorTest extends LoopTest {

    @Override
    Kinds kinds() {
        return Kinds.all().with(Kind.optional(PodDisruptionBudget.class, plan -> {
            throw new IllegalStateException("Index 0 out of bounds for length 0");
        }));
    }

    @Test
    void statusHasAnIdInsteadOfTheExceptionsText() {
        start();
        create(SPEC);
        awaitReason("ApplyFailed");
        var message = condition("Ready").message();
        assertThat(message)
                .matches(
                        "internal error E-[0-9a-f]{8} of the operator, which tries again: search its log for E-[0-9a-f]{8},"
                                + " and report it");
        eventually(() -> assertThat(
                        metrics.counter("embedding_operator_failed_attempts").count())
                .isGreaterThan(1));
        awaitIdle();
        assertThat(condition("Ready").message()).isEqualTo(message);
        assertThat(eventReasons()).containsExactly("ApplyFailed");
    }
}
