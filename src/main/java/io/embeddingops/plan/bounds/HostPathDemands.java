package io.embeddingops.plan.bounds;

import io.embeddingops.plan.Item;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** The host paths that a service mounts. Paths that are not absolute are refused by other rules. */
public final class HostPathDemands {

    private HostPathDemands() {}

    static Stream<Demand> of(Plan plan) {
        var model = plan.model().source().filter(ModelPlan.NodeDirectory.class::isInstance).stream()
                .map(source -> new Demand(
                        Bound.HOST_PATHS,
                        "spec.model.source.hostPath.path",
                        ((ModelPlan.NodeDirectory) source).path()));
        var others = Item.of("spec.pod.volumes", plan.pod().volumes())
                .filter(volume -> volume.value().getHostPath() != null)
                .map(volume -> new Demand(
                        Bound.HOST_PATHS,
                        volume.field() + ".hostPath.path",
                        volume.value().getHostPath().getPath()));
        return Stream.concat(model, others).filter(demand -> isAbsolute(demand.value()));
    }

    /** Whether a path is absolute and without '..', so that it can be compared with a prefix. */
    public static boolean isAbsolute(String path) {
        return path != null && path.startsWith("/") && !List.of(path.split("/")).contains("..");
    }
}
