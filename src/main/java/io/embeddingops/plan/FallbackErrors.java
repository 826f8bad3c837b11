package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.FallbackSpec;
import io.embeddingops.api.v1alpha1.GpuSpec;
import io.embeddingops.api.v1alpha1.Messages;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Errors in spec.fallback that the plan of its servers does not show: what would need a GPU. */
final class FallbackErrors {

    private static final String RESOURCES = "spec.fallback.resources";

    private FallbackErrors() {}

    static List<FieldError> of(EmbeddingServiceSpec spec) {
        var fallback = spec.fallback();
        return Stream.of(
                        device(fallback),
                        Optional.ofNullable(fallback.resources()).stream().flatMap(given -> resources(spec, given)))
                .flatMap(errors -> errors)
                .toList();
    }

    private static Stream<FieldError> device(FallbackSpec fallback) {
        return fallback.device() == null || fallback.device() == Device.CPU
                ? Stream.empty()
                : Stream.of(new FieldError("spec.fallback.device", Messages.FALLBACK_DEVICE));
    }

    private static Stream<FieldError> resources(EmbeddingServiceSpec spec, ResourceRequirements resources) {
        var claims = FallbackService.takesAll(spec) || resources.getClaims().isEmpty()
                ? Stream.<FieldError>empty()
                : Stream.of(new FieldError(
                        RESOURCES + ".claims",
                        "must be removed: the fallback runs without a GPU, and spec.pod.resourceClaims is not used"));
        return Stream.of(
                        claims,
                        gpus(spec, "limits", resources.getLimits()),
                        gpus(spec, "requests", resources.getRequests()))
                .flatMap(errors -> errors);
    }

    private static Stream<FieldError> gpus(EmbeddingServiceSpec spec, String kind, Map<String, Quantity> amounts) {
        var own = Optional.ofNullable(spec.gpu()).map(GpuSpec::resourceName);
        return Optional.ofNullable(amounts).orElse(Map.of()).keySet().stream()
                .filter(name -> Accelerator.ofResource(name).isPresent()
                        || own.filter(name::equals).isPresent())
                .sorted()
                .map(name -> new FieldError(
                        RESOURCES + "." + kind + "[" + name + "]", "must be removed: the fallback runs without a GPU"));
    }
}
