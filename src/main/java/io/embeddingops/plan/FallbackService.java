package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpecBuilder;
import io.embeddingops.api.v1alpha1.FallbackSpec;
import io.embeddingops.api.v1alpha1.PodOptions;
import io.embeddingops.api.v1alpha1.PodOptionsBuilder;
import io.embeddingops.api.v1alpha1.ServerSpec;
import io.embeddingops.api.v1alpha1.ServerSpecBuilder;
import io.embeddingops.api.v1alpha1.VectorSpaceSpec;
import io.embeddingops.api.v1alpha1.VectorSpaceSpecBuilder;
import java.util.Optional;

/**
 * Describes the servers of spec.fallback as a service of their own, for the planner. What was chosen for a GPU, such as the image
 * and the placement, is not taken over; everything else is that of the service, so that the vectors are the same.
 */
public final class FallbackService {

    private FallbackService() {}

    /** The name of the fallback's servers. */
    public static String servers(String service) {
        return service + FallbackPlan.SUFFIX;
    }

    /** The service whose servers are those of spec.fallback; empty without the field. */
    public static Optional<EmbeddingService> of(EmbeddingService service) {
        return Optional.ofNullable(service.getSpec())
                .filter(spec -> spec.fallback() != null)
                .map(spec -> {
                    var view = new EmbeddingService();
                    view.setMetadata(service.getMetadata());
                    view.setSpec(spec(spec, spec.fallback()));
                    view.setStatus(service.getStatus());
                    return view;
                });
    }

    /** A plan of the fallback as long as it is not needed: with mode OnDemand no server runs. */
    public static Plan atRest(Plan service, Plan fallback) {
        return service.fallback().filter(FallbackPlan::onDemand).isPresent()
                ? PlanBuilder.builder(fallback).replicas(0).build()
                : fallback;
    }

    /** Whether the service's own servers use no GPU either, so that the fallback takes over all of their fields. */
    static boolean takesAll(EmbeddingServiceSpec spec) {
        return Defaults.device(spec) == Device.CPU;
    }

    private static EmbeddingServiceSpec spec(EmbeddingServiceSpec spec, FallbackSpec fallback) {
        return EmbeddingServiceSpecBuilder.builder(spec)
                .device(Device.CPU)
                .gpu(null)
                .replicas(fallback.replicas() == null ? FallbackDefaults.REPLICAS : fallback.replicas())
                .autoscaling(null)
                .server(server(spec.server() == null ? ServerSpec.EMPTY : spec.server(), fallback, takesAll(spec)))
                .pod(pod(spec.pod() == null ? PodOptions.EMPTY : spec.pod(), fallback, takesAll(spec)))
                .route(null)
                .rollout(null)
                .disruptionBudget(null)
                .vectorSpace(vectorSpace(spec.vectorSpace()))
                .fallback(null)
                .build();
    }

    private static ServerSpec server(ServerSpec server, FallbackSpec fallback, boolean all) {
        return ServerSpecBuilder.builder(server)
                .image(either(fallback.image(), server.image(), all))
                .resources(either(fallback.resources(), server.resources(), all))
                .extraArgs(either(fallback.extraArgs(), server.extraArgs(), all))
                .build();
    }

    private static PodOptions pod(PodOptions pod, FallbackSpec fallback, boolean all) {
        return PodOptionsBuilder.builder(pod)
                .nodeSelector(either(fallback.nodeSelector(), pod.nodeSelector(), all))
                .tolerations(either(fallback.tolerations(), pod.tolerations(), all))
                .affinity(either(fallback.affinity(), pod.affinity(), all))
                .runtimeClassName(either(null, pod.runtimeClassName(), all))
                .resourceClaims(either(null, pod.resourceClaims(), all))
                .build();
    }

    /** The vectors that the service must keep, without a transition: the fallback follows the servers of the service. */
    private static VectorSpaceSpec vectorSpace(VectorSpaceSpec space) {
        return space == null
                ? null
                : VectorSpaceSpecBuilder.builder(space)
                        .transition(null)
                        .retainSeconds(null)
                        .candidateReplicas(null)
                        .build();
    }

    private static <T> T either(T own, T ofService, boolean all) {
        return own == null && all ? ofService : own;
    }
}
