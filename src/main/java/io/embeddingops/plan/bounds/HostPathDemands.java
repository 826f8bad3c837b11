package io.embeddingops.plan.bounds;

import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The directories of a node that a service mounts. What is no absolute path is refused by other rules. */
public final class HostPathDemands {

    private HostPathDemands() {}

    static Stream<Demand> of(Plan plan) {
        var volumes = plan.pod().volumes();
        var model = plan.model().source().filter(ModelPlan.NodeDirectory.class::isInstance).stream()
                .map(source -> new Demand(
                        Bound.HOST_PATHS,
                        "spec.model.source.hostPath.path",
                        ((ModelPlan.NodeDirectory) source).path()));
        var others = IntStream.range(0, volumes.size())
                .filter(index -> volumes.get(index).getHostPath() != null)
                .mapToObj(index -> new Demand(
                        Bound.HOST_PATHS,
                        "spec.pod.volumes[" + index + "].hostPath.path",
                        volumes.get(index).getHostPath().getPath()));
        return Stream.concat(model, others).filter(demand -> isAbsolute(demand.value()));
    }

    /** Whether a path can be compared with a prefix at all. */
    public static boolean isAbsolute(String path) {
        return path != null && path.startsWith("/") && !List.of(path.split("/")).contains("..");
    }
}
