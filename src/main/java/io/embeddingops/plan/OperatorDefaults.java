package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.DefaultsStatus;
import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.GpuVendor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The operator's defaults that affect a pod. A service keeps the defaults it was created with, so that an upgrade of
 * the operator or a change of its flags restarts no server.
 *
 * @param device device that they apply to
 * @param vendor vendor of the GPUs that they apply to; empty for the default
 * @param image image of the server; empty if the spec sets one, or if there is no default for the vendor
 * @param launcher program in the image that starts SGLang
 * @param fetch defaults of downloads; {@link FetchDefaults#NONE} for a service that downloads nothing
 * @param template version of the pod template, from 1 to {@link TemplateVersion#CURRENT}
 */
@RecordBuilder
public record OperatorDefaults(
        Device device,
        Optional<GpuVendor> vendor,
        Optional<String> image,
        Launcher launcher,
        FetchDefaults fetch,
        int template) {

    /** The current defaults. */
    static OperatorDefaults of(Policy policy, Device device, Optional<GpuVendor> vendor) {
        return OperatorDefaultsBuilder.builder()
                .device(device)
                .vendor(vendor)
                .image(policy.image(device, vendor))
                .launcher(policy.launcher())
                .fetch(policy.fetch().defaults())
                .template(TemplateVersion.CURRENT)
                .build();
    }

    /** Recorded defaults; empty if they are incomplete or unknown. */
    public static Optional<OperatorDefaults> of(DefaultsStatus recorded) {
        var launcher = Arrays.stream(Launcher.values())
                .filter(known -> word(known).equals(recorded.launcher()))
                .findFirst();
        return launcher.filter(known -> recorded.device() != null && recorded.template() != null)
                .map(known -> OperatorDefaultsBuilder.builder()
                        .device(recorded.device())
                        .vendor(Optional.ofNullable(recorded.vendor()))
                        .image(Optional.ofNullable(recorded.image()))
                        .launcher(known)
                        .fetch(FetchDefaults.of(recorded))
                        // a newer operator may have recorded a template version that does not exist here
                        .template(Math.max(1, Math.min(recorded.template(), TemplateVersion.CURRENT)))
                        .build());
    }

    /** The defaults of a plan, in the form in which they are recorded. */
    public static DefaultsStatus recorded(Plan plan) {
        var server = plan.server();
        var status = DefaultsStatusBuilder.builder()
                .device(plan.device())
                .vendor(plan.gpu()
                        .flatMap(GpuPlan::vendor)
                        .filter(vendor -> vendor != GpuDefaults.VENDOR)
                        .orElse(null))
                .image(server.imageByDefault() ? server.image() : null)
                .launcher(word(server.launcher()))
                .template(plan.template());
        DownloadPlan.of(plan).ifPresent(download -> FetchDefaults.record(download, status));
        return status.build();
    }

    /** These defaults, with missing values from the others; the others if these are for other devices. */
    OperatorDefaults orElse(OperatorDefaults others) {
        return device == Objects.requireNonNull(others).device() && vendor.equals(others.vendor())
                ? OperatorDefaultsBuilder.builder(this)
                        .image(image.or(others::image))
                        .fetch(fetch.orElse(others.fetch()))
                        .build()
                : others;
    }

    private static String word(Launcher launcher) {
        return launcher.name().toLowerCase(Locale.ROOT);
    }
}
