package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import java.util.Optional;

/**
 * The verification result of one pod.
 *
 * @param pod the pod's name
 * @param current whether it has the newest template; other pods are about to be replaced
 * @param serving whether its container answers, so that it will be verified
 * @param report of the running container; empty until its first verification
 * @param failures consecutive verifications that did not pass, up to the latest
 * @param passedBefore whether the running container has ever passed
 */
public record PodVerification(
        String pod, boolean current, boolean serving, Optional<Report> report, int failures, boolean passedBefore) {

    /** Consecutive failures after which a server in use is taken out of service. */
    public static final int FAILURE_THRESHOLD = 3;

    /** Whether its first verification is still to come. */
    boolean awaited() {
        return serving && report.isEmpty();
    }

    boolean failing() {
        return is(Outcome.FAILED) && failures >= FAILURE_THRESHOLD;
    }

    /** Whether it has no API key, so that it refuses all requests. */
    boolean closed() {
        return current && report.filter(found -> found.has(Problem.NO_API_KEYS)).isPresent();
    }

    boolean is(Outcome outcome) {
        return report.filter(found -> found.outcome() == outcome).isPresent();
    }

    Optional<Fingerprint> vectors() {
        return report.filter(found -> found.outcome() == Outcome.PASSED).flatMap(Report::fingerprint);
    }
}
