package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerDeployment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds servers that have loaded their model and are still marked as not to be disrupted meanwhile. */
public final class Disruption {

    /** Annotation of a pod that makes Karpenter keep its node. */
    public static final String ANNOTATION = ServerDeployment.DO_NOT_DISRUPT;

    private Disruption() {}

    /** The pods whose annotation is to be removed; the one that spec.pod.annotations asks for stays. */
    public static List<PodView> loaded(Plan plan, Observation seen) {
        return Stream.of(
                        ofServers(plan, seen),
                        seen.beside().stream().flatMap(group -> ofServers(group.plan(), group.observation())),
                        seen.fallback().stream().flatMap(group -> ofServers(group.plan(), group.observation())))
                .flatMap(pods -> pods)
                .toList();
    }

    private static Stream<PodView> ofServers(Plan plan, Observation seen) {
        return plan.pod().doNotDisruptWhileLoading()
                        && !plan.pod().annotations().containsKey(ANNOTATION)
                ? seen.pods().stream().filter(PodView::ready).filter(Disruption::isMarked)
                : Stream.empty();
    }

    private static boolean isMarked(PodView pod) {
        return Optional.ofNullable(pod.pod().getMetadata().getAnnotations())
                .filter(annotations -> annotations.containsKey(ANNOTATION))
                .isPresent();
    }
}
