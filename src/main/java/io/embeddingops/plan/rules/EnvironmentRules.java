package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;

/** Which variables {@code server.env} may not hold, and what to do instead. */
final class EnvironmentRules {

    private static final Map<String, String> RESERVED = Map.of(
            "SGLANG_HEALTH_CHECK_TIMEOUT", "set spec.health.checkTimeoutSeconds",
            "SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION", "without it /health would not notice a dead engine",
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
                return Stream.of(Rule.error(field, name + " must be left out: " + RESERVED.get(name)));
            } else if (!seen.add(name)) {
                return Stream.of(Rule.error(field, name + " is listed twice: list it once"));
            }
            return Stream.empty();
        });
    }
}
