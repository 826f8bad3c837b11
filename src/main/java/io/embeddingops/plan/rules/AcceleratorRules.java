package io.embeddingops.plan.rules;

import io.embeddingops.plan.Accelerator;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Flags;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.stream.Stream;

/** Rules for spec.gpu.vendor, and for devices that are not in the catalogue. */
final class AcceleratorRules {

    private static final String DEVICE = "--device";

    private AcceleratorRules() {}

    static Stream<FieldError> image(Plan plan, Policy policy) {
        return plan.gpu().flatMap(GpuPlan::vendor).stream()
                .filter(vendor -> plan.server().image().isEmpty())
                .map(vendor -> Rule.error(
                        "spec.server.image",
                        "is required with spec.gpu.vendor " + vendor.value()
                                + ": set an image with SGLang for it, or ask"
                                + " the cluster administrator to set a default with --" + vendor.value()
                                + "-image (chart value config." + vendor.value() + "Image)"));
    }

    static Stream<FieldError> resourceName(Plan plan, Policy policy) {
        return plan.gpu().stream()
                .flatMap(gpu -> gpu.vendor().stream()
                        .flatMap(vendor -> gpu.resourceName().flatMap(Accelerator::ofResource).stream()
                                .filter(row -> row.vendor() != vendor)
                                .map(row -> Rule.error(
                                        "spec.gpu.resourceName",
                                        gpu.resourceName().orElseThrow() + " is not a resource of spec.gpu.vendor "
                                                + vendor.value() + ": set spec.gpu.vendor to "
                                                + row.vendor().value() + ", or remove spec.gpu.resourceName"))));
    }

    /** The device of the spec's own choice may be any but the CPU, which needs other defaults. */
    static Stream<FieldError> ownDevice(Plan plan, Policy policy) {
        return mayChooseDevice(plan)
                        && Flags.values(plan.server().extraArgs(), DEVICE).contains("cpu")
                ? Stream.of(
                        Rule.error("spec.server.extraArgs", "contains --device cpu: set spec.device to cpu instead"))
                : Stream.empty();
    }

    static boolean mayChooseDevice(Plan plan) {
        return plan.gpu().filter(GpuPlan::leavesDeviceOpen).isPresent();
    }
}
