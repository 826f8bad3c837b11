package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.bounds.Bounds;
import java.util.Objects;

/**
 * The administrator's settings for all services.
 *
 * @param gpuImage default image for device gpu
 * @param cpuImage default image for device cpu
 * @param launcher program that starts SGLang in these images
 * @param bounds what services may use
 */
public record Policy(String gpuImage, String cpuImage, Launcher launcher, Bounds bounds) {

    public Policy {
        Objects.requireNonNull(gpuImage, "gpuImage");
        Objects.requireNonNull(cpuImage, "cpuImage");
        Objects.requireNonNull(launcher, "launcher");
        Objects.requireNonNull(bounds, "bounds");
    }

    /** The default image. */
    public String image(Device device) {
        return device == Device.CPU ? cpuImage : gpuImage;
    }
}
