package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The server's environment: the operator's variables, then the user's, which can refer to the former. */
final class Environment {

    private static final String CACHE_DIRECTORY = Scratch.CACHE.path();

    private Environment() {}

    static List<EnvVar> of(Plan plan) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("SGLANG_HEALTH_CHECK_TIMEOUT", String.valueOf(plan.health().checkTimeoutSeconds()));
        if (plan.device() == Device.CPU) {
            defaults.put("SGLANG_USE_CPU_ENGINE", "1");
        }
        defaults.put("HOME", CACHE_DIRECTORY);
        defaults.put("XDG_CACHE_HOME", CACHE_DIRECTORY);
        defaults.put("HF_HOME", CACHE_DIRECTORY + "/huggingface");
        defaults.put("SGLANG_CACHE_DIR", CACHE_DIRECTORY + "/sglang");
        var overridden = plan.server().env().stream().map(EnvVar::getName).collect(Collectors.toSet());
        var env = new ArrayList<EnvVar>();
        defaults.forEach((name, value) -> {
            if (!overridden.contains(name)) {
                env.add(variable(name, value));
            }
        });
        env.addAll(plan.server().env());
        return env;
    }

    private static EnvVar variable(String name, String value) {
        var variable = new EnvVar();
        variable.setName(name);
        variable.setValue(value);
        return variable;
    }
}
