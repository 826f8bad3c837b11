package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.stream.Stream;

/** Something that must hold of every plan. */
@FunctionalInterface
interface Rule {

    /** What in the plan breaks this rule; empty when it holds. */
    Stream<FieldError> check(Plan plan, Policy policy);

    static FieldError error(String field, String message) {
        return new FieldError(field, message);
    }
}
