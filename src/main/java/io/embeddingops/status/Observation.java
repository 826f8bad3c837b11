package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the cluster shows of a service at one moment.
 *
 * @param deployment the service's own Deployment, if it is there
 * @param pods its living pods, the newest first
 * @param events what the kubelet said about a pod in trouble
 * @param missing why objects that the service can run without could not be made
 */
public record Observation(
        Optional<Deployment> deployment, List<PodView> pods, List<PodEvent> events, List<Verdict> missing) {

    public Observation {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
        missing = List.copyOf(missing);
    }

    /** What those objects show; pods that have ended or are about to do not count. */
    public static Observation of(Optional<Deployment> deployment, List<Pod> pods) {
        var living = pods.stream()
                .map(PodView::of)
                .filter(PodView::living)
                .sorted(Comparator.comparing(PodView::created).reversed().thenComparing(PodView::name))
                .toList();
        return new Observation(deployment, living, List.of(), List.of());
    }

    /** The same with what the kubelet said. */
    public Observation withEvents(List<PodEvent> said) {
        return new Observation(deployment, pods, said, missing);
    }

    /** The same with why objects that the service can run without could not be made. */
    public Observation withMissing(List<Verdict> verdicts) {
        return new Observation(deployment, pods, events, verdicts);
    }

    /** The pod whose state its own status does not explain, if there is one: the kubelet's Events may. */
    public Optional<PodView> unexplained() {
        return current().stream().filter(PodView::unexplained).findFirst();
    }

    /**
     * The pods made from the newest pod's template. A spec that was put right leaves a broken pod of an earlier template
     * behind until a new one is ready, and what is wrong with that one is no longer worth telling.
     */
    List<PodView> current() {
        return pods.stream()
                .filter(pod -> pod.template().equals(pods.get(0).template()))
                .toList();
    }

    /** Whether that pod was made from the newest pod's template. */
    public boolean isCurrent(PodView pod) {
        return current().contains(pod);
    }

    /** Whether a node prepares a pod; what goes wrong there changes nothing in the pod's status. */
    public boolean starting() {
        return pods.stream().anyMatch(PodView::starting);
    }

    int wanted() {
        return deployment
                .map(found -> Optional.ofNullable(found.getSpec().getReplicas()).orElse(1))
                .orElse(0);
    }

    int replicas() {
        return deployment
                .map(d -> count(d.getStatus() == null ? null : d.getStatus().getReplicas()))
                .orElse(0);
    }

    int ready() {
        return deployment
                .map(d -> count(d.getStatus() == null ? null : d.getStatus().getReadyReplicas()))
                .orElse(0);
    }

    int available() {
        return deployment
                .map(d -> count(d.getStatus() == null ? null : d.getStatus().getAvailableReplicas()))
                .orElse(0);
    }

    int updated() {
        return deployment
                .map(d -> count(d.getStatus() == null ? null : d.getStatus().getUpdatedReplicas()))
                .orElse(0);
    }

    /** Whether the Deployment controller has seen the Deployment as it is now. */
    boolean observed() {
        return deployment
                .filter(d -> d.getStatus() != null && d.getStatus().getObservedGeneration() != null)
                .filter(d ->
                        d.getStatus().getObservedGeneration() >= d.getMetadata().getGeneration())
                .isPresent();
    }

    Optional<DeploymentCondition> condition(String type) {
        return deployment.filter(d -> d.getStatus() != null).stream()
                .flatMap(d -> d.getStatus().getConditions().stream())
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static int count(Integer number) {
        return number == null ? 0 : number;
    }
}
