package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The server's environment: the operator's variables first, so that the user's may refer to them, then the user's. */
final class Environment {

    private static final String CACHE_DIRECTORY = Scratch.CACHE.path();

    private Environment() {}

    static List<EnvVar> of(Plan plan) {
        var ours = new LinkedHashMap<String, String>();
        ours.put("SGLANG_HEALTH_CHECK_TIMEOUT", String.valueOf(plan.health().checkTimeoutSeconds()));
        if (plan.device() == Device.CPU) {
            ours.put("SGLANG_USE_CPU_ENGINE", "1");
        }
        ours.put("HOME", CACHE_DIRECTORY);
        ours.put("XDG_CACHE_HOME", CACHE_DIRECTORY);
        ours.put("HF_HOME", CACHE_DIRECTORY + "/huggingface");
        ours.put("SGLANG_CACHE_DIR", CACHE_DIRECTORY + "/sglang");
        var theirs = plan.server().env().stream().map(EnvVar::getName).collect(Collectors.toSet());
        var env = new ArrayList<EnvVar>();
        ours.forEach((name, value) -> {
            if (!theirs.contains(name)) {
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
