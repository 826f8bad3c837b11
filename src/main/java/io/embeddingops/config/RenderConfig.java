package io.embeddingops.config;

import io.embeddingops.plan.Policy;
import java.util.Map;

/**
 * The configuration of {@code render}, which has no cluster. A bound that is not set, such as
 * {@code --allowed-host-paths}, is unknown rather than empty.
 */
public record RenderConfig(Policy policy) {

    /**
     * Reads all settings for rendering; a flag takes precedence over its environment variable.
     *
     * @param flags values by flag, such as {@code --gpu-image}
     * @throws BadConfigException with all errors
     */
    public static RenderConfig read(Map<String, String> flags, Map<String, String> environment)
            throws BadConfigException {
        var reader = new SettingReader(flags, environment);
        var config = new RenderConfig(policy(reader, false));
        reader.check();
        return config;
    }

    /** Reads the policy. Bounds that are not set have their default or are unknown. */
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
