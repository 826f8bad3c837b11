package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** A server that loads its model. */
final class LoadingChecks {

    private static final String STARTUP_PROBE = "Startup probe failed: ";

    private LoadingChecks() {}

    static Optional<Verdict> loading(Plan plan, Observation observation, PodView pod) {
        return pod.runningSince().map(since -> {
            var budget = plan.health().startupTimeoutSeconds();
            return new Verdict(
                    Reason.LOADING_MODEL,
                    "pod " + pod.name() + " has been loading the model since " + since + " and must finish by "
                            + deadline(plan, pod).orElseThrow() + " (spec.health.startupTimeoutSeconds: " + budget
                            + ")");
        });
    }

    /** The server has not been healthy in time, whether or not the kubelet has restarted it already. */
    static Optional<Verdict> overdue(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(late -> observation.hasPassed(deadline(plan, pod)))
                .map(late -> late.started() ? unanswered(observation, pod) : timeout(plan, observation, pod));
    }

    static Verdict timeout(Plan plan, Observation observation, PodView pod) {
        var failure = PodEvents.of(observation, pod, Set.of("Unhealthy"))
                .map(PodEvent::message)
                .filter(message -> message.startsWith(STARTUP_PROBE))
                .map(message -> MessageText.oneLine(message.substring(STARTUP_PROBE.length())));
        return new Verdict(
                Reason.STARTUP_TIMEOUT,
                "pod " + pod.name() + ": the server was not healthy within "
                        + plan.health().startupTimeoutSeconds() + " seconds"
                        + failure.map(text -> " (last check: " + text + ")").orElse("")
                        + ": " + ProbeRemedy.of(failure, pod) + restarts(pod));
    }

    private static Verdict unanswered(Observation observation, PodView pod) {
        return new Verdict(
                Reason.UNHEALTHY,
                "pod " + pod.name() + " does not answer its health checks"
                        + PodEvents.of(observation, pod, Set.of("Unhealthy"))
                                .map(event -> ": " + MessageText.oneLine(event.message()))
                                .orElse("")
                        + restarts(pod));
    }

    /** When a server that is loading must be healthy. */
    static Optional<Instant> deadline(Plan plan, PodView pod) {
        return pod.runningSince().map(since -> since.plus(plan.health().startupTimeoutSeconds(), ChronoUnit.SECONDS));
    }

    private static String restarts(PodView pod) {
        return " (restarts so far: " + pod.restarts() + ")";
    }
}
