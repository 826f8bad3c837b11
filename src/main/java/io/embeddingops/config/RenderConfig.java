package io.embeddingops.config;

import io.embeddingops.plan.Policy;
import java.util.Map;

/**
 * What decides a service's objects when there is no cluster. A bound that is not given, such as
 * {@code --allowed-host-paths}, is unknown rather than "none".
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
        var config = new RenderConfig(policy(reader, false));
        reader.check();
        return config;
    }

    /** With the bounds that a setting has by default, or with unknown ones for what is not given. */
    static Policy policy(SettingReader reader, boolean boundsByDefault) {
        var gpuImage = reader.read(Settings.GPU_IMAGE);
        var cpuImage = reader.read(Settings.CPU_IMAGE);
        return new Policy(
                gpuImage,
                cpuImage,
                reader.read(Settings.LAUNCHER),
                BoundSettings.read(reader, gpuImage, cpuImage, boundsByDefault));
    }
}
