package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.plan.bounds.Bounds;
import java.util.Objects;

/**
 * What the operator's administrator decides for all services.
 *
 * @param gpuImage image of services with device gpu that name none
 * @param cpuImage image of services with device cpu that name none
 * @param launcher the program that starts SGLang in these images
 * @param bounds what services may ask for
 */
public record Policy(String gpuImage, String cpuImage, Launcher launcher, Bounds bounds) {

    public Policy {
        Objects.requireNonNull(gpuImage, "gpuImage");
        Objects.requireNonNull(cpuImage, "cpuImage");
        Objects.requireNonNull(launcher, "launcher");
        Objects.requireNonNull(bounds, "bounds");
    }

    /** The image of a service that names none. */
    public String image(Device device) {
        return device == Device.CPU ? cpuImage : gpuImage;
    }
}
