package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.stream.Stream;

/** Rules of spec.vectorSpace.transition. */
final class TransitionRules {

    private static final String FIELD = "spec.vectorSpace.transition";

    private TransitionRules() {}

    /** Without verification nobody knows whether a change of the spec changes the vectors. */
    static Stream<FieldError> verification(Plan plan, Policy policy) {
        return plan.verification().transition().sideBySide()
                        && !plan.verification().on()
                ? Stream.of(Rule.error(FIELD, Messages.TRANSITION_UNVERIFIED))
                : Stream.empty();
    }

    /** A Service with the suffix -next is in front of the new servers. */
    static Stream<FieldError> name(Plan plan, Policy policy) {
        return plan.verification().transition().sideBySide() && plan.name().length() > Messages.MAX_TRANSITION_NAME
                ? Stream.of(Rule.error("metadata.name", Messages.TRANSITION_NAME))
                : Stream.empty();
    }

    static Stream<FieldError> unused(Plan plan) {
        return plan.verification().transition().unused().stream()
                .map(field -> Rule.error(field, "has no effect: set " + FIELD + " to SideBySide, or remove " + field));
    }
}
