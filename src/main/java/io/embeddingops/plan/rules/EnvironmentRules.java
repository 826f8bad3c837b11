package io.embeddingops.plan.rules;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Variables that are reserved in {@code server.env}, and what to set instead. */
final class EnvironmentRules {

    private static final Map<String, String> RESERVED = Map.of(
            "SGLANG_HEALTH_CHECK_TIMEOUT", "set spec.health.checkTimeoutSeconds",
            "SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION", "without it, /health does not detect a dead engine",
            "SGLANG_USE_CPU_ENGINE", "set spec.device");

    private static final String OWN = "EMBEDDING_OPERATOR_";

    /** Of servers with the plugin for SGLang: it must be loaded, into the server that it protects. */
    private static final Map<String, String> RESERVED_FOR_PLUGIN = Map.of(
            "PYTHONPATH", "the operator's plugin for SGLang is on it; install Python packages in the image",
            "PYTHONHOME", "the operator's plugin for SGLang needs the image's own Python",
            "SGLANG_PLUGINS", "it could leave out the operator's plugin; uninstall other plugins in the image instead",
            "SGLANG_RUST_SERVER", "the operator's plugin protects only SGLang's Python server",
            "SGLANG_HTTP_SERVER_APP_PATH", "the operator's plugin protects only SGLang's own application",
            "SGLANG_GRPC_PORT", "the operator's plugin protects only HTTP, and the probes and clients use it");

    private EnvironmentRules() {}

    static Stream<FieldError> reserved(Plan plan, Policy policy) {
        var seen = new HashSet<String>();
        return Item.of("spec.server.env", plan.server().env()).flatMap(variable -> {
            var name = variable.value().getName();
            var field = variable.field() + ".name";
            if (name == null || name.isEmpty()) {
                return Stream.of(Rule.error(field, "is required"));
            }
            var remedy = remedy(name, plan);
            if (remedy.isPresent()) {
                return Stream.of(Rule.error(field, name + " must be removed: " + remedy.get()));
            } else if (!seen.add(name)) {
                return Stream.of(Rule.error(field, name + " is listed twice: remove one"));
            }
            return Stream.empty();
        });
    }

    private static Optional<String> remedy(String name, Plan plan) {
        return Optional.ofNullable(RESERVED.get(name))
                .or(() -> Optional.of(name).filter(any -> plan.hasPlugin()).flatMap(EnvironmentRules::ofPlugin));
    }

    private static Optional<String> ofPlugin(String name) {
        return name.startsWith(OWN)
                ? Optional.of("names that start with " + OWN + " are the operator's; choose another name")
                : Optional.ofNullable(RESERVED_FOR_PLUGIN.get(name));
    }
}
