package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.GpuVendor;
import io.embeddingops.plan.bounds.Bounds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The administrator's settings for all services.
 *
 * @param gpuImage default image for device gpu
 * @param vendorImages default images for device gpu with another vendor, for vendors that have one
 * @param cpuImage default image for device cpu
 * @param launcher program that starts SGLang in these images
 * @param bounds what services may use
 * @param operatorPods the operator's own pods, which NetworkPolicies let connect to the servers; empty if it runs elsewhere
 * @param prometheus the Prometheus that KEDA asks about the servers; empty if there is none
 * @param fetch settings for models that do not come from a volume
 */
@RecordBuilder
public record Policy(
        String gpuImage,
        Map<GpuVendor, String> vendorImages,
        String cpuImage,
        Launcher launcher,
        Bounds bounds,
        Optional<OperatorPods> operatorPods,
        Optional<PrometheusServer> prometheus,
        FetchPolicy fetch) {

    public Policy {
        Objects.requireNonNull(gpuImage, "gpuImage");
        vendorImages = Map.copyOf(vendorImages);
        Objects.requireNonNull(cpuImage, "cpuImage");
        Objects.requireNonNull(launcher, "launcher");
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(operatorPods, "operatorPods");
        Objects.requireNonNull(prometheus, "prometheus");
        Objects.requireNonNull(fetch, "fetch");
    }

    /** The same policy for a cluster of that version. */
    public Policy withCluster(Optional<ClusterVersion> version) {
        var known = FetchPolicyBuilder.builder(fetch).cluster(version).build();
        return PolicyBuilder.builder(this).fetch(known).build();
    }

    /** The default image; empty if there is none for the vendor. */
    Optional<String> image(Device device, Optional<GpuVendor> vendor) {
        return device == Device.CPU
                ? Optional.of(cpuImage)
                : vendor.map(vendorImages::get).or(() -> Optional.of(gpuImage).filter(any -> vendor.isEmpty()));
    }
}
