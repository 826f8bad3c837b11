package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.GpuSpec;
import io.embeddingops.api.v1alpha1.GpuVendor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Applies the defaults of spec.gpu. */
final class GpuDefaults {

    static final int COUNT = 1;
    static final GpuVendor VENDOR = GpuVendor.NVIDIA;

    private GpuDefaults() {}

    static Optional<GpuPlan> apply(EmbeddingServiceSpec spec, Device device, int template) {
        if (spec.gpu() == null && device == Device.CPU) {
            return Optional.empty();
        }
        var gpu = spec.gpu() == null ? GpuSpec.EMPTY : spec.gpu();
        var vendor = Optional.ofNullable(gpu.vendor());
        var fallback = Accelerator.of(vendor.orElse(VENDOR));
        var resourceName = Optional.ofNullable(gpu.resourceName())
                .or(() -> Optional.of(fallback.resourceName()).filter(name -> !hasClaims(spec)));
        var accelerator = vendor.map(Accelerator::of).or(() -> guess(resourceName, fallback, template));
        return Optional.of(GpuPlanBuilder.builder()
                .count(gpu.count() == null ? COUNT : gpu.count())
                .resourceName(resourceName)
                .vendor(vendor)
                .accelerator(accelerator)
                .taints(taints(resourceName, accelerator))
                .build());
    }

    /** The vendor that the spec names, if it is not the default. */
    static Optional<GpuVendor> otherVendor(EmbeddingServiceSpec spec) {
        return Optional.ofNullable(spec.gpu()).map(GpuSpec::vendor).filter(vendor -> vendor != VENDOR);
    }

    /** Template 1 knows no vendors, and tolerates only the taint with the name of the resource. */
    private static Optional<Accelerator> guess(Optional<String> resourceName, Accelerator fallback, int template) {
        return template < TemplateVersion.WITH_ACCELERATORS
                ? Optional.empty()
                : resourceName.map(Accelerator::ofResource).orElse(Optional.of(fallback));
    }

    private static List<String> taints(Optional<String> resourceName, Optional<Accelerator> accelerator) {
        return Stream.concat(
                        resourceName.stream(),
                        accelerator.map(Accelerator::taints).stream().flatMap(List::stream))
                .distinct()
                .toList();
    }

    private static boolean hasClaims(EmbeddingServiceSpec spec) {
        return spec.server() != null
                && spec.server().resources() != null
                && !spec.server().resources().getClaims().isEmpty();
    }
}
