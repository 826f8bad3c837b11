package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Causes that a server shows by ending; they stand until a later one has been ready. */
final class CrashChecks {

    /**
     * The kubelet's kill begins with the sleep of the preStop hook. A server that ended sooner was crashing by itself, and
     * the failed probe was but a sign of it. A second less, as times are cut off to whole ones.
     */
    private static final Duration SHORTEST_KILL = Duration.ofSeconds(ServerContainer.PRE_STOP_SLEEP_SECONDS - 1);

    private CrashChecks() {}

    static Optional<Verdict> outOfMemory(Plan plan, Observation seen, PodView pod) {
        return pod.ended()
                .filter(ended -> "OOMKilled".equals(ended.getReason()))
                .map(ended -> {
                    var limits = plan.server().resources().getLimits();
                    return new Verdict(
                            Reason.OUT_OF_MEMORY,
                            "pod " + pod.name() + ": the server was killed because it used more memory than its limit"
                                    + memory(limits)
                                    + ": raise spec.server.resources.limits.memory or lower --max-total-tokens"
                                    + " in spec.server.extraArgs" + restarts(pod));
                });
    }

    /** The kubelet ended a server that had used up its time to load. */
    static Optional<Verdict> startupTimeout(Plan plan, Observation seen, PodView pod) {
        return pod.ended()
                .flatMap(ended -> killed(seen, pod, ended, "startup"))
                .map(event -> new Verdict(
                        Reason.STARTUP_TIMEOUT,
                        "pod " + pod.name() + ": the server was not healthy within "
                                + plan.health().startupTimeoutSeconds()
                                + " seconds: raise spec.health.startupTimeoutSeconds if the model needs longer to load"
                                + restarts(pod)));
    }

    /** The kubelet ended a server that no longer answered. */
    static Optional<Verdict> killedAsUnhealthy(Plan plan, Observation seen, PodView pod) {
        return pod.ended()
                .flatMap(ended -> killed(seen, pod, ended, "liveness"))
                .map(event -> new Verdict(
                        Reason.UNHEALTHY,
                        "pod " + pod.name() + ": the server no longer answered its health checks and was restarted"
                                + restarts(pod)));
    }

    static Optional<Verdict> crashed(PodView pod) {
        return pod.ended().map(ended -> {
            var serving = PodView.time(ended.getStartedAt())
                    .filter(pod::wasReadyAfter)
                    .isPresent();
            var words = Words.last(ended.getMessage());
            return new Verdict(
                    serving ? Reason.SERVER_CRASHED : Reason.MODEL_LOAD_FAILED,
                    "pod " + pod.name() + ": the server exited with code " + ended.getExitCode()
                            + (serving ? " while it was serving" : " before it was ready")
                            + (words.isEmpty() ? "" : ": " + words) + restarts(pod));
        });
    }

    private static Optional<PodEvent> killed(
            Observation seen, PodView pod, ContainerStateTerminated ended, String probe) {
        var since = PodView.time(ended.getStartedAt());
        var end = PodView.time(ended.getFinishedAt());
        return PodEvents.of(seen, pod, Set.of("Killing"))
                .filter(event -> event.message().contains("failed " + probe + " probe"))
                .filter(event -> since.isEmpty() || event.last().isAfter(since.get()))
                .filter(event ->
                        end.isEmpty() || !end.get().isBefore(event.last().plus(SHORTEST_KILL)));
    }

    private static String memory(Map<String, Quantity> limits) {
        return limits.containsKey("memory") ? " of " + limits.get("memory") : "";
    }

    private static String restarts(PodView pod) {
        return " (restarts so far: " + pod.restarts() + ")";
    }
}
