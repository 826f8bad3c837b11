package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Report;
import java.util.Optional;

/**
 * What is known of one pod's embeddings.
 *
 * @param pod its name
 * @param current whether it was made from the newest template; others are about to be replaced
 * @param report of the container that runs now; empty until it was verified for the first time
 * @param failures verifications in a row, the last one included, that the container did not pass
 * @param proven whether the container that runs now has passed at any time
 */
public record PodStanding(String pod, boolean current, Optional<Report> report, int failures, boolean proven) {

    /** So many failures in a row are no accident. */
    public static final int FAILURES = 3;

    boolean failing() {
        return is(Outcome.FAILED) && failures >= FAILURES;
    }

    boolean is(Outcome outcome) {
        return report.filter(found -> found.outcome() == outcome).isPresent();
    }

    Optional<Fingerprint> vectors() {
        return report.filter(found -> found.outcome() == Outcome.PASSED).flatMap(Report::fingerprint);
    }
}
