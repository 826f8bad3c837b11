package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerPod;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Readiness gates that keep requests from a pod whose containers are ready: the operator's own, and those of others. */
final class GateChecks {

    private static final String CONTAINERS_READY = "ContainersReady";

    /** Time for another controller to open its gate. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Time for the first verification, which takes seconds. */
    private static final Duration VERIFICATION = Duration.ofMinutes(5);

    private GateChecks() {}

    /** The gate of the operator waits for the embeddings to be verified. */
    static Optional<Verdict> notVerified(Plan plan, Observation observation, PodView pod) {
        if (!plan.verification().enforced() || !pod.serving()) {
            return Optional.empty();
        }
        var gate = pod.condition(ServerPod.VERIFIED);
        if (gate.filter(condition -> "True".equals(condition.getStatus())).isPresent()) {
            return Optional.empty();
        }
        var failed = gate.filter(condition -> ServerPod.NOT_VERIFIED.equals(condition.getReason()))
                .isPresent();
        var late = observation.hasPassed(verificationDeadline(pod));
        return Optional.of(new Verdict(
                failed || late ? Reason.NOT_VERIFIED : Reason.VERIFYING,
                "pod " + pod.name()
                        + (failed
                                ? " is running, but receives no requests because its embeddings failed verification"
                                : late
                                        ? " is running, but receives no requests because its embeddings could not be"
                                                + " verified within " + VERIFICATION.toMinutes() + " minutes"
                                        : " is running and will receive requests once its embeddings are verified")
                        + " (spec.verification.mode: Enforce): see condition Verified"));
    }

    /** A gate that an admission webhook has added, such as that of a load balancer. */
    static Optional<Verdict> closed(Plan plan, Observation observation, PodView pod) {
        return unmet(pod).filter(gate -> pod.has(CONTAINERS_READY, "True")).map(gate -> {
            var condition = pod.condition(gate);
            return new Verdict(
                    observation.hasPassed(gateDeadline(pod)) ? Reason.READINESS_GATE_CLOSED : Reason.POD_STARTING,
                    "pod " + pod.name() + ": all containers are ready, but the readiness gate " + gate + " is "
                            + condition.map(found -> found.getStatus()).orElse("not set")
                            + pod.since(gate)
                                    .or(() -> pod.since(CONTAINERS_READY))
                                    .map(since -> " since " + since)
                                    .orElse("")
                            + condition
                                    .map(found -> MessageText.oneLine(found.getMessage()))
                                    .filter(text -> !text.isEmpty())
                                    .map(text -> ": " + text)
                                    .orElse("")
                            + "; the controller that the gate belongs to must set it");
        });
    }

    /** The first gate of others that is not open. */
    static Optional<String> unmet(PodView pod) {
        return Optional.ofNullable(pod.pod().getSpec()).map(PodSpec::getReadinessGates).stream()
                .flatMap(List::stream)
                .map(PodReadinessGate::getConditionType)
                .filter(gate -> !ServerPod.VERIFIED.equals(gate) && !pod.has(gate, "True"))
                .findFirst();
    }

    /** Whether the pod has that gate and it is not open. */
    static boolean isUnmet(PodView pod, String gate) {
        return Optional.ofNullable(pod.pod().getSpec()).map(PodSpec::getReadinessGates).stream()
                .flatMap(List::stream)
                .anyMatch(known -> gate.equals(known.getConditionType()) && !pod.has(gate, "True"));
    }

    /** When a gate of others counts as failed. */
    static Optional<Instant> gateDeadline(PodView pod) {
        return unmet(pod).flatMap(gate -> containersReady(pod)).map(since -> since.plus(GRACE));
    }

    /** When a verification counts as failed. */
    static Optional<Instant> verificationDeadline(PodView pod) {
        return Optional.of(pod)
                .filter(waiting -> isUnmet(waiting, ServerPod.VERIFIED))
                .flatMap(GateChecks::containersReady)
                .map(since -> since.plus(VERIFICATION));
    }

    private static Optional<Instant> containersReady(PodView pod) {
        return pod.has(CONTAINERS_READY, "True") ? pod.since(CONTAINERS_READY) : Optional.empty();
    }
}
