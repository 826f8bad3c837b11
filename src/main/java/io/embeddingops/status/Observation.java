package io.embeddingops.status;

import io.embeddingops.keda.ScaledObject;
import io.embeddingops.plan.Plan;
import io.embeddingops.source.FetchProgress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The state of a service's objects in the cluster at one moment.
 *
 * @param deployment the service's own Deployment, if it is there
 * @param pods its active pods, newest first
 * @param ended its pods that failed or completed and will not run again, newest first
 * @param terminating its pods that are being deleted and have not ended yet, newest first
 * @param released when it last had a pod that was being deleted, unless that is long ago
 * @param events the Events about a failing pod
 * @param downloads by pod UID: how far the downloads are that run; it changes in steps, so that not each poll is a write
 * @param missing why optional objects of the service could not be created
 * @param closed whether the servers refuse all requests, because no API key is configured
 * @param service the service's own Service, if it is there
 * @param route the service's own HTTPRoute, if it is there
 * @param horizontalPodAutoscaler what scales the service: the operator's own object, or the one that KEDA made
 * @param scaledObject the service's own ScaledObject, if it is there
 * @param beside the servers beside those of the Service
 * @param fallback the servers of spec.fallback
 * @param now the moment; decides only whether a deadline has passed
 */
@RecordBuilder
public record Observation(
        Optional<Deployment> deployment,
        List<PodView> pods,
        List<PodView> ended,
        List<PodView> terminating,
        Optional<Instant> released,
        List<PodEvent> events,
        Map<String, FetchProgress> downloads,
        List<Verdict> missing,
        boolean closed,
        Optional<Service> service,
        Optional<HTTPRoute> route,
        Optional<HorizontalPodAutoscaler> horizontalPodAutoscaler,
        Optional<ScaledObject> scaledObject,
        Optional<Beside> beside,
        Optional<Fallback> fallback,
        Instant now) {

    public Observation {
        pods = List.copyOf(pods);
        ended = List.copyOf(ended);
        terminating = List.copyOf(terminating);
        events = List.copyOf(events);
        downloads = Map.copyOf(downloads);
        missing = List.copyOf(missing);
    }

    /** Builds an observation without Events. */
    public static Observation of(Optional<Deployment> deployment, List<Pod> pods, Instant now) {
        return ObservationBuilder.builder()
                .deployment(deployment)
                .pods(newestFirst(pods, PodView::active))
                .ended(newestFirst(pods, PodView::hasEnded))
                .terminating(newestFirst(pods, PodView::terminating))
                .released(Optional.empty())
                .events(List.of())
                .downloads(Map.of())
                .missing(List.of())
                .closed(false)
                .service(Optional.empty())
                .route(Optional.empty())
                .horizontalPodAutoscaler(Optional.empty())
                .scaledObject(Optional.empty())
                .beside(Optional.empty())
                .fallback(Optional.empty())
                .now(now)
                .build();
    }

    private static List<PodView> newestFirst(List<Pod> pods, Predicate<PodView> wanted) {
        return pods.stream()
                .map(PodView::of)
                .filter(wanted)
                .sorted(Comparator.comparing(PodView::created).reversed().thenComparing(PodView::name))
                .toList();
    }

    /** Returns a copy with these Events. */
    public Observation withEvents(List<PodEvent> podEvents) {
        return ObservationBuilder.builder(this).events(podEvents).build();
    }

    /** Returns a copy with the time when the service last had a pod that was being deleted. */
    public Observation withReleased(Optional<Instant> time) {
        return ObservationBuilder.builder(this).released(time).build();
    }

    /** Returns a copy with the progress of downloads, by pod UID. */
    public Observation withDownloads(Map<String, FetchProgress> progress) {
        return ObservationBuilder.builder(this).downloads(progress).build();
    }

    /** Returns a copy with why optional objects could not be created. */
    public Observation withMissing(List<Verdict> verdicts) {
        return ObservationBuilder.builder(this).missing(verdicts).build();
    }

    /** Returns a copy that says whether the servers refuse all requests, because no API key is configured. */
    public Observation withClosed(boolean refused) {
        return ObservationBuilder.builder(this).closed(refused).build();
    }

    /** Returns a copy with this Service. */
    public Observation withService(Optional<Service> found) {
        return ObservationBuilder.builder(this).service(found).build();
    }

    /** Returns a copy with this HTTPRoute. */
    public Observation withRoute(Optional<HTTPRoute> found) {
        return ObservationBuilder.builder(this).route(found).build();
    }

    /** Returns a copy with the servers beside those of the Service. */
    public Observation withBeside(Optional<Beside> found) {
        return ObservationBuilder.builder(this).beside(found).build();
    }

    /** Returns a copy with the servers of spec.fallback. */
    public Observation withFallback(Optional<Fallback> found) {
        return ObservationBuilder.builder(this).fallback(found).build();
    }

    /** Returns a copy with what scales the service. */
    public Observation withAutoscaler(Optional<HorizontalPodAutoscaler> found, Optional<ScaledObject> ofKeda) {
        return ObservationBuilder.builder(this)
                .horizontalPodAutoscaler(found)
                .scaledObject(ofKeda)
                .build();
    }

    /** The first pod whose status does not explain why it is not ready; Events may. */
    public Optional<PodView> unexplained(Plan plan) {
        return current().stream()
                .filter(pod -> !pod.ready())
                .filter(pod -> pod.unexplained() || hasPassed(LoadingChecks.deadline(plan, pod)))
                .findFirst();
    }

    /**
     * The pods that have the newest pod's template. After a broken spec was fixed, a pod of the old template remains until
     * a new one is ready; its problem is no longer relevant.
     */
    List<PodView> current() {
        return current(pods);
    }

    /** Those of the pods that have the newest pod's template. */
    List<PodView> current(List<PodView> some) {
        return some.stream().filter(pod -> pod.template().equals(template())).toList();
    }

    /** How far the pod's download is; empty until it has said so. */
    Optional<FetchProgress> progress(PodView pod) {
        return Optional.ofNullable(downloads.get(pod.uid()));
    }

    private String template() {
        return Stream.concat(pods.stream(), ended.stream())
                .max(Comparator.comparing(PodView::created))
                .map(PodView::template)
                .orElse("");
    }

    /** Whether the pod has the newest pod's template. */
    public boolean isCurrent(PodView pod) {
        return current().contains(pod);
    }

    /** Whether a node is preparing a pod. Failures of that step appear in Events only, not in the pod's status. */
    public boolean starting() {
        return pods.stream().anyMatch(PodView::starting);
    }

    /** Whether there is such a deadline and it has passed. */
    boolean hasPassed(Optional<Instant> deadline) {
        return deadline.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Whether there are pods of the Deployment's current template. */
    public boolean hasNewestPods() {
        return upToDate() && updated() > 0;
    }

    /** Whether all servers that should run are available and of the current plan. */
    public boolean complete() {
        return desired() > 0
                && upToDate()
                && updated() >= desired()
                && available() >= desired()
                && replicas() <= desired();
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
