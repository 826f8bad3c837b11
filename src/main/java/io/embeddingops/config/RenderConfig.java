package io.embeddingops.config;

import io.embeddingops.api.v1alpha1.GpuVendor;
import io.embeddingops.plan.FetchDefaults;
import io.embeddingops.plan.FetchDefaultsBuilder;
import io.embeddingops.plan.FetchPolicy;
import io.embeddingops.plan.FetchPolicyBuilder;
import io.embeddingops.plan.OperatorPods;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.PolicyBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        var vendorImages = vendorImages(reader);
        var images = Stream.concat(Stream.of(gpuImage, cpuImage), vendorImages.values().stream())
                .toList();
        return PolicyBuilder.builder()
                .gpuImage(gpuImage)
                .vendorImages(vendorImages)
                .cpuImage(cpuImage)
                .launcher(reader.read(Settings.LAUNCHER))
                .bounds(BoundSettings.read(reader, images, boundsByDefault))
                .operatorPods(operatorPods(reader))
                .prometheus(AutoscalingSettings.prometheus(reader))
                .fetch(fetch(reader))
                .build();
    }

    private static Optional<OperatorPods> operatorPods(SettingReader reader) {
        var labels = reader.read(AccessSettings.OPERATOR_POD_LABELS);
        return reader.read(AccessSettings.OPERATOR_NAMESPACE).map(namespace -> new OperatorPods(namespace, labels));
    }

    private static FetchPolicy fetch(SettingReader reader) {
        var defaults = FetchDefaultsBuilder.builder()
                .image(reader.read(ModelSettings.FETCH_IMAGE))
                .huggingFaceEndpoint(Optional.of(reader.read(ModelSettings.HUGGING_FACE_ENDPOINT)))
                .s3Endpoint(Optional.of(reader.read(ModelSettings.S3_ENDPOINT)))
                .proxy(Optional.of(reader.read(ModelSettings.MODEL_PROXY).orElse(FetchDefaults.NO_PROXY)))
                .build();
        return FetchPolicyBuilder.builder()
                .defaults(defaults)
                .operatorCas(reader.read(ModelSettings.MODEL_CA_FILE))
                .localAddresses(reader.read(ModelSettings.ALLOW_LOCAL_MODEL_ENDPOINTS))
                .imageVolumes(reader.read(ModelSettings.IMAGE_VOLUMES).known())
                .cluster(Optional.empty())
                .build();
    }

    private static Map<GpuVendor, String> vendorImages(SettingReader reader) {
        var images = new EnumMap<GpuVendor, String>(GpuVendor.class);
        reader.read(Settings.AMD_IMAGE).ifPresent(image -> images.put(GpuVendor.AMD, image));
        reader.read(Settings.INTEL_IMAGE).ifPresent(image -> images.put(GpuVendor.INTEL, image));
        reader.read(Settings.ASCEND_IMAGE).ifPresent(image -> images.put(GpuVendor.ASCEND, image));
        return images;
    }
}
