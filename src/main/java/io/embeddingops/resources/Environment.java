package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginMount;
import io.embeddingops.plan.PluginSettings;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server's environment: the operator's variables, then the user's, which can refer to the former. */
final class Environment {

    private static final String CACHE_DIRECTORY = Scratch.CACHE.path();

    private static final String USER = "sglang";

    private Environment() {}

    static List<EnvVar> of(Plan plan) {
        var overridden = plan.server().env().stream().map(EnvVar::getName).collect(Collectors.toSet());
        var env = new ArrayList<EnvVar>();
        Stream.concat(base(plan).stream(), plugin(plan).stream())
                .filter(variable -> !overridden.contains(variable.getName()))
                .forEach(env::add);
        env.addAll(plan.server().env());
        return env;
    }

    private static List<EnvVar> base(Plan plan) {
        var env = new ArrayList<EnvVar>();
        env.add(variable(
                "SGLANG_HEALTH_CHECK_TIMEOUT", String.valueOf(plan.health().checkTimeoutSeconds())));
        if (plan.device() == Device.CPU) {
            env.add(variable("SGLANG_USE_CPU_ENGINE", "1"));
        }
        env.add(variable("HOME", CACHE_DIRECTORY));
        env.add(variable("XDG_CACHE_HOME", CACHE_DIRECTORY));
        env.add(variable("HF_HOME", CACHE_DIRECTORY + "/huggingface"));
        env.add(variable("SGLANG_CACHE_DIR", CACHE_DIRECTORY + "/sglang"));
        if (DownloadPlan.of(plan).isPresent()) {
            env.add(variable("HF_HUB_OFFLINE", "1"));
        }
        return env;
    }

    private static List<EnvVar> plugin(Plan plan) {
        if (!plan.hasPlugin()) {
            return List.of();
        }
        var env = new ArrayList<EnvVar>();
        // the UID may be any, without an entry in /etc/passwd, where libraries look up the name of the user
        env.add(variable("USER", USER));
        env.add(variable("LOGNAME", USER));
        env.add(variable("TORCHINDUCTOR_CACHE_DIR", CACHE_DIRECTORY + "/torchinductor"));
        env.add(variable("TRITON_CACHE_DIR", CACHE_DIRECTORY + "/triton"));
        env.add(podAddresses());
        env.add(variable("PYTHONPATH", PluginMount.PATH + "/" + PluginMount.ARCHIVE));
        env.add(variable("EMBEDDING_OPERATOR_SETTINGS", literal(PluginSettings.json(plan))));
        if (plan.device() == Device.CPU) {
            env.add(cpuLimit("OMP_NUM_THREADS"));
        }
        return env;
    }

    /** The value in which the kubelet replaces nothing: {@code $(NAME)} is a reference to a variable, {@code $$} is a dollar. */
    private static String literal(String value) {
        return value.replace("$", "$$");
    }

    /** All addresses of the pod, separated by commas, for which the plugin bypasses a proxy. */
    private static EnvVar podAddresses() {
        var field = new ObjectFieldSelector();
        field.setApiVersion("v1");
        field.setFieldPath("status.podIPs");
        var source = new EnvVarSource();
        source.setFieldRef(field);
        var variable = new EnvVar();
        variable.setName("EMBEDDING_OPERATOR_POD_IPS");
        variable.setValueFrom(source);
        return variable;
    }

    /** The container's CPU limit in whole CPUs, rounded up; the node's CPUs if it has none. */
    private static EnvVar cpuLimit(String name) {
        var limit = new ResourceFieldSelector();
        limit.setContainerName(ServerContainer.NAME);
        limit.setResource("limits.cpu");
        limit.setDivisor(new Quantity("1"));
        var source = new EnvVarSource();
        source.setResourceFieldRef(limit);
        var variable = new EnvVar();
        variable.setName(name);
        variable.setValueFrom(source);
        return variable;
    }

    private static EnvVar variable(String name, String value) {
        var variable = new EnvVar();
        variable.setName(name);
        variable.setValue(value);
        return variable;
    }
}
