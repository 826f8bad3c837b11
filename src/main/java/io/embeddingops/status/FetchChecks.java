package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.embeddingops.source.FetchPhase;
import io.embeddingops.source.FetchReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Downloads of the model, which run before the server. */
final class FetchChecks {

    private static final Map<FetchReason, Reason> REASONS = Map.of(
            FetchReason.MODEL_NOT_FOUND, Reason.MODEL_NOT_FOUND,
            FetchReason.MODEL_UNAUTHORIZED, Reason.MODEL_UNAUTHORIZED,
            FetchReason.MODEL_UNREACHABLE, Reason.MODEL_UNREACHABLE,
            FetchReason.MODEL_CORRUPT, Reason.MODEL_CORRUPT,
            FetchReason.OUT_OF_SPACE, Reason.OUT_OF_SPACE,
            FetchReason.FETCH_FAILED, Reason.FETCH_FAILED);

    /** For how long a failure stays the cause while the next attempt runs, unless the attempt gets further. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private FetchChecks() {}

    /** The last download failed and said why. */
    static Optional<Verdict> failed(Plan plan, Observation observation, PodView pod) {
        return pod.fetch()
                .filter(fetch -> !overcome(observation, pod))
                .flatMap(fetch -> fetch.failure().map(failure -> {
                    var reason = FetchReason.of(failure.reason()).orElse(FetchReason.FETCH_FAILED);
                    return new Verdict(
                            REASONS.get(reason),
                            "pod " + pod.name() + " cannot download " + fetch.source() + ": " + failure.message() + " ("
                                    + FetchRemedy.of(reason, fetch, pod, failure.message())
                                    + FetchRemedy.egress(reason, plan) + "restarts so far: "
                                    + fetch.restarts() + ")");
                }));
    }

    /** Whether the download runs again and has got further than the last failure, or has run for a while. */
    static boolean overcome(Observation observation, PodView pod) {
        return pod.downloading()
                && (observation.hasPassed(deadline(pod))
                        || observation
                                .progress(pod)
                                .filter(progress -> !FetchPhase.RESOLVING.is(progress))
                                .isPresent());
    }

    /** When a download that runs after one that failed counts as the state. */
    static Optional<Instant> deadline(PodView pod) {
        return pod.fetch()
                .filter(fetch -> fetch.restarts() > 0)
                .flatMap(FetchState::runningSince)
                .map(since -> since.plus(GRACE));
    }

    /** Some pods download. One that gets bytes is named rather than one that waits for it, and the first by its name. */
    static Optional<Verdict> downloading(Plan plan, Observation observation) {
        var downloading = observation.current().stream()
                .filter(PodView::downloading)
                .sorted(Comparator.comparing((PodView pod) -> waits(observation, pod))
                        .thenComparing(PodView::name))
                .toList();
        return downloading.stream()
                .findFirst()
                .map(pod -> new Verdict(
                        Reason.MODEL_DOWNLOADING,
                        "pod " + pod.name() + " "
                                + ProgressText.of(pod.fetch().orElseThrow(), observation.progress(pod))
                                + others(downloading.size() - 1)));
    }

    private static boolean waits(Observation observation, PodView pod) {
        return observation.progress(pod).filter(FetchPhase.WAITING::is).isPresent();
    }

    private static String others(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "; 1 other pod is downloading, too";
            default -> "; " + count + " other pods are downloading, too";
        };
    }
}
