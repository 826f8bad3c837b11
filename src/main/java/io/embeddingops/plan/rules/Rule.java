package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.stream.Stream;

/** A rule that every plan must satisfy. */
@FunctionalInterface
interface Rule {

    /** The violations of this rule in the plan. */
    Stream<FieldError> check(Plan plan, Policy policy);

    static FieldError error(String field, String message) {
        return new FieldError(field, message);
    }
}
