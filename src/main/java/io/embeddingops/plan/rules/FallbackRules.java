package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.stream.Stream;

/** Rules of spec.fallback for the service; its servers are checked as those of a service of their own. */
final class FallbackRules {

    private static final String FIELD = "spec.fallback";

    private FallbackRules() {}

    /** Without verification nobody knows whether the fallback returns the same vectors. */
    static Stream<FieldError> verification(Plan plan, Policy policy) {
        return plan.fallback().isPresent() && !plan.verification().on()
                ? Stream.of(Rule.error(FIELD, Messages.FALLBACK_UNVERIFIED))
                : Stream.empty();
    }

    /** A label of the pods has the name with the suffix -fallback as its value. */
    static Stream<FieldError> name(Plan plan, Policy policy) {
        return plan.fallback().isPresent() && plan.name().length() > Messages.MAX_FALLBACK_NAME
                ? Stream.of(Rule.error("metadata.name", Messages.FALLBACK_NAME))
                : Stream.empty();
    }
}
