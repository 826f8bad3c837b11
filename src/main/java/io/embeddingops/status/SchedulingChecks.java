package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Causes of a pod that has no node. */
final class SchedulingChecks {

    static final String SCHEDULED = "PodScheduled";

    /** Time for a scheduler to look at a pod for the first time. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final String DEFAULT_SCHEDULER = "default-scheduler";
    private static final Pattern CLAIM = Pattern.compile("persistentvolumeclaim \"|PersistentVolumeClaims");

    private SchedulingChecks() {}

    static Optional<Verdict> unscheduled(PodView pod) {
        return pod.condition(SCHEDULED)
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> unscheduled(pod, condition));
    }

    private static Verdict unscheduled(PodView pod, PodCondition condition) {
        var sentence = MessageText.oneLine(condition.getMessage());
        var message = "pod " + pod.name() + " cannot be scheduled: " + sentence;
        if ("SchedulingGated".equals(condition.getReason())) {
            return new Verdict(
                    Reason.UNSCHEDULED,
                    "pod " + pod.name() + " has scheduling gates, which whoever added them must remove: " + gates(pod));
        } else if (CLAIM.matcher(sentence).find()) {
            return new Verdict(Reason.VOLUME_MOUNT_FAILED, message.replaceFirst("\\.$", "") + claims(pod));
        } else if (!sentence.contains("Insufficient ")) {
            return new Verdict(Reason.UNSCHEDULED, message);
        }
        return nominated(pod)
                .map(node -> new Verdict(
                        Reason.POD_STARTING,
                        "pod " + pod.name() + " is waiting for node " + node
                                + ", where the scheduler removes pods of lower priority"))
                .orElseGet(() -> new Verdict(Reason.INSUFFICIENT_RESOURCES, message));
    }

    /** No scheduler has said anything about the pod. */
    static Optional<Verdict> ignored(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(waiting -> observation.hasPassed(deadline(waiting)))
                .map(waiting -> new Verdict(
                        Reason.UNSCHEDULED,
                        "pod " + pod.name() + " has not been seen by a scheduler for " + GRACE.toSeconds()
                                + " seconds: check that the scheduler " + scheduler(pod) + " is running"
                                + " (spec.pod.schedulerName)"));
    }

    /** When a scheduler that has said nothing counts as absent. */
    static Optional<Instant> deadline(PodView pod) {
        return pod.condition(SCHEDULED).isEmpty()
                        && pod.server().isEmpty()
                        && node(pod).isEmpty()
                ? pod.createdAt().map(created -> created.plus(GRACE))
                : Optional.empty();
    }

    private static String scheduler(PodView pod) {
        return spec(pod).map(PodSpec::getSchedulerName).orElse(DEFAULT_SCHEDULER);
    }

    private static Optional<String> node(PodView pod) {
        return spec(pod).map(PodSpec::getNodeName);
    }

    private static Optional<String> nominated(PodView pod) {
        return Optional.ofNullable(pod.pod().getStatus())
                .map(PodStatus::getNominatedNodeName)
                .filter(name -> !name.isEmpty());
    }

    private static String gates(PodView pod) {
        return spec(pod).map(PodSpec::getSchedulingGates).stream()
                .flatMap(List::stream)
                .map(PodSchedulingGate::getName)
                .collect(Collectors.joining(", "));
    }

    private static String claims(PodView pod) {
        var names = spec(pod).map(PodSpec::getVolumes).stream()
                .flatMap(List::stream)
                .map(Volume::getPersistentVolumeClaim)
                .filter(claim -> claim != null)
                .map(claim -> claim.getClaimName())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ": create the claim or wait until it is bound (claims of the pod: " + names + ")";
    }

    private static Optional<PodSpec> spec(PodView pod) {
        return Optional.ofNullable(pod.pod().getSpec());
    }
}
