package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of a service's objects in the cluster at one moment.
 *
 * @param deployment the service's own Deployment, if it is there
 * @param pods its active pods, newest first
 * @param events the kubelet's Events about a failing pod
 * @param missing why optional objects of the service could not be created
 * @param service the service's own Service, if it is there
 */
public record Observation(
        Optional<Deployment> deployment,
        List<PodView> pods,
        List<PodEvent> events,
        List<Verdict> missing,
        Optional<Service> service) {

    public Observation {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
        missing = List.copyOf(missing);
    }

    /** Builds an observation without pods that have terminated or are being deleted. */
    public static Observation of(Optional<Deployment> deployment, List<Pod> pods) {
        var active = pods.stream()
                .map(PodView::of)
                .filter(PodView::active)
                .sorted(Comparator.comparing(PodView::created).reversed().thenComparing(PodView::name))
                .toList();
        return new Observation(deployment, active, List.of(), List.of(), Optional.empty());
    }

    /** Returns a copy with these Events. */
    public Observation withEvents(List<PodEvent> podEvents) {
        return new Observation(deployment, pods, podEvents, missing, service);
    }

    /** Returns a copy with why optional objects could not be created. */
    public Observation withMissing(List<Verdict> verdicts) {
        return new Observation(deployment, pods, events, verdicts, service);
    }

    /** Returns a copy with this Service. */
    public Observation withService(Optional<Service> found) {
        return new Observation(deployment, pods, events, missing, found);
    }

    /** The first pod whose status does not explain why it is not ready; the kubelet's Events may. */
    public Optional<PodView> unexplained() {
        return current().stream().filter(PodView::unexplained).findFirst();
    }

    /**
     * The pods that have the newest pod's template. After a broken spec was fixed, a pod of the old template remains until
     * a new one is ready; its problem is no longer relevant.
     */
    List<PodView> current() {
        return pods.stream()
                .filter(pod -> pod.template().equals(pods.get(0).template()))
                .toList();
    }

    /** Whether the pod has the newest pod's template. */
    public boolean isCurrent(PodView pod) {
        return current().contains(pod);
    }

    /** Whether a node is preparing a pod. Failures of that step appear in Events only, not in the pod's status. */
    public boolean starting() {
        return pods.stream().anyMatch(PodView::starting);
    }

    int desired() {
        return deployment
                .map(found -> Optional.ofNullable(found.getSpec().getReplicas()).orElse(1))
                .orElse(0);
    }

    int replicas() {
        return count(DeploymentStatus::getReplicas);
    }

    int ready() {
        return count(DeploymentStatus::getReadyReplicas);
    }

    int available() {
        return count(DeploymentStatus::getAvailableReplicas);
    }

    int updated() {
        return count(DeploymentStatus::getUpdatedReplicas);
    }

    /** Whether the Deployment controller has observed the Deployment's current generation. */
    boolean upToDate() {
        return deployment
                .map(Deployment::getStatus)
                .map(DeploymentStatus::getObservedGeneration)
                .filter(observed -> observed >= deployment.get().getMetadata().getGeneration())
                .isPresent();
    }

    Optional<DeploymentCondition> condition(String type) {
        return deployment.map(Deployment::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private int count(Function<DeploymentStatus, Integer> field) {
        return deployment.map(Deployment::getStatus).map(field).orElse(0);
    }
}
