package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.resources.ServerContainer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Causes that show in a terminated container. They stay until a later container has been ready. */
final class CrashChecks {

    /**
     * Shortest time between a kill by the kubelet and the server's exit, since a kill starts with the sleep of the preStop
     * hook. A server that exited sooner crashed, and the failed probe was only a symptom. One second is subtracted because
     * timestamps are truncated to seconds.
     */
    private static final Duration MIN_KILL_DURATION = Duration.ofSeconds(ServerContainer.PRE_STOP_SLEEP_SECONDS - 1);

    private CrashChecks() {}

    static Optional<Verdict> outOfMemory(Plan plan, Observation observation, PodView pod) {
        return pod.ended()
                .filter(ended -> "OOMKilled".equals(ended.getReason()))
                .map(ended -> new Verdict(
                        Reason.OUT_OF_MEMORY,
                        "pod " + pod.name() + ": the server was killed because it used more memory than its limit"
                                + MemoryLimit.of(plan, pod)
                                + ": raise spec.server.resources.limits.memory or lower --max-total-tokens"
                                + " in spec.server.extraArgs" + restarts(pod)));
    }

    /** The plugin in the server refused to start it, and said why. */
    static Optional<Verdict> startRefused(PodView pod) {
        return pod.ended()
                .filter(ended -> !served(pod, ended))
                .flatMap(ended -> RefusedStart.of(ended.getMessage()))
                .map(refused ->
                        new Verdict(refused.reason(), "pod " + pod.name() + ": " + refused.sentence() + restarts(pod)));
    }

    /** The kubelet killed a server that did not load within its startup timeout. */
    static Optional<Verdict> startupTimeout(Plan plan, Observation observation, PodView pod) {
        return pod.ended()
                .flatMap(ended -> killed(observation, pod, ended, "startup"))
                .map(event -> LoadingChecks.timeout(plan, observation, pod));
    }

    /** The kubelet killed a server that failed its liveness probe. */
    static Optional<Verdict> killedAsUnhealthy(Plan plan, Observation observation, PodView pod) {
        return pod.ended()
                .flatMap(ended -> killed(observation, pod, ended, "liveness"))
                .map(event -> new Verdict(
                        Reason.UNHEALTHY,
                        "pod " + pod.name() + ": the server stopped answering its health checks and was restarted"
                                + restarts(pod)));
    }

    static Optional<Verdict> crashed(PodView pod) {
        return pod.ended().map(ended -> {
            var serving = served(pod, ended);
            var words = MessageText.lastLine(ended.getMessage());
            return new Verdict(
                    serving ? Reason.SERVER_CRASHED : Reason.MODEL_LOAD_FAILED,
                    "pod " + pod.name() + ": the server exited with code " + ExitWords.code(ended.getExitCode())
                            + (serving ? " while it was serving" : " before it was ready")
                            + (words.isEmpty() ? "" : ": " + words) + ProxyRemedy.of(words) + restarts(pod));
        });
    }

    private static boolean served(PodView pod, ContainerStateTerminated ended) {
        return PodView.time(ended.getStartedAt()).filter(pod::wasReadyAfter).isPresent();
    }

    private static Optional<PodEvent> killed(
            Observation observation, PodView pod, ContainerStateTerminated ended, String probe) {
        var since = PodView.time(ended.getStartedAt());
        var end = PodView.time(ended.getFinishedAt());
        return PodEvents.of(observation, pod, Set.of("Killing"))
                .filter(event ->
                        event.message().contains("Container " + ServerContainer.NAME + " failed " + probe + " probe"))
                .filter(event -> since.isEmpty() || event.last().isAfter(since.get()))
                .filter(event ->
                        end.isEmpty() || !end.get().isBefore(event.last().plus(MIN_KILL_DURATION)));
    }

    private static String restarts(PodView pod) {
        return " (restarts so far: " + pod.restarts() + ")";
    }
}
