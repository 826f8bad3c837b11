package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;

/** Variables that are reserved in {@code server.env}, and what to set instead. */
final class EnvironmentRules {

    private static final Map<String, String> RESERVED = Map.of(
            "SGLANG_HEALTH_CHECK_TIMEOUT", "set spec.health.checkTimeoutSeconds",
            "SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION", "without it, /health does not detect a dead engine",
            "SGLANG_USE_CPU_ENGINE", "set spec.device");

    private EnvironmentRules() {}

    static Stream<FieldError> reserved(Plan plan, Policy policy) {
        var seen = new HashSet<String>();
        return Item.of("spec.server.env", plan.server().env()).flatMap(variable -> {
            var name = variable.value().getName();
            var field = variable.field() + ".name";
            if (name == null || name.isEmpty()) {
                return Stream.of(Rule.error(field, "is required"));
            } else if (RESERVED.containsKey(name)) {
                return Stream.of(Rule.error(field, name + " must be removed: " + RESERVED.get(name)));
            } else if (!seen.add(name)) {
                return Stream.of(Rule.error(field, name + " is listed twice: remove one"));
            }
            return Stream.empty();
        });
    }
}
