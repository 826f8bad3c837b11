package io.embeddingops.config;

import io.embeddingops.plan.HostPathPolicy;
import io.embeddingops.plan.Policy;
import java.util.Map;

/**
 * What decides a service's objects when there is no cluster. Without {@code --allowed-host-paths} the cluster's rule is
 * unknown rather than "none".
 */
public record RenderConfig(Policy policy) {

    /**
     * Reads all settings that matter to rendering; a flag wins over its environment variable.
     *
     * @param flags typed values by flag, such as {@code --gpu-image}
     * @throws BadConfigException with everything that is wrong
     */
    public static RenderConfig read(Map<String, String> flags, Map<String, String> environment)
            throws BadConfigException {
        var reader = new SettingReader(flags, environment);
        var hostPaths = reader.readIfGiven(Settings.ALLOWED_HOST_PATHS)
                .<HostPathPolicy>map(HostPathPolicy.Below::new)
                .orElseGet(HostPathPolicy.Unknown::new);
        var config = new RenderConfig(policy(reader, hostPaths));
        reader.check();
        return config;
    }

    static Policy policy(SettingReader reader, HostPathPolicy hostPaths) {
        return new Policy(
                reader.read(Settings.GPU_IMAGE),
                reader.read(Settings.CPU_IMAGE),
                reader.read(Settings.LAUNCHER),
                hostPaths);
    }
}
