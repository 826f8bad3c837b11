package io.embeddingops.health;

import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The verification results of one run of a server's container.
 *
 * @param target the server with its latest settings
 * @param report the effective result; empty until the first verification
 * @param last the latest result, effective or not
 * @param failures consecutive verifications that did not pass, up to the latest
 * @param passedBefore whether any verification has passed
 */
public record VerificationHistory(
        Target target, Optional<Report> report, Optional<Report> last, int failures, boolean passedBefore) {

    /** Consecutive failures after which an inconclusive result replaces a conclusive one. */
    private static final int INCONCLUSIVE_LIMIT = 3;

    private static final double SAME = 0.999;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    static VerificationHistory of(Target target) {
        return new VerificationHistory(target, Optional.empty(), Optional.empty(), 0, false);
    }

    VerificationHistory withTarget(Target changed) {
        return new VerificationHistory(changed, report, last, failures, passedBefore);
    }

    /**
     * Adds a verification. An equivalent report does not replace the earlier one, so that small differences in measured
     * values cause no status change.
     */
    VerificationHistory after(Report found) {
        var count = found.outcome() == Outcome.PASSED ? 0 : failures + 1;
        var effective = report.isEmpty()
                || report.get().outcome() == Outcome.INCONCLUSIVE
                || found.outcome() != Outcome.INCONCLUSIVE
                || count >= INCONCLUSIVE_LIMIT;
        var same = report.filter(old -> sameResult(old, found)).isPresent();
        return new VerificationHistory(
                target,
                effective && !same ? Optional.of(found) : report,
                Optional.of(found),
                count,
                passedBefore || count == 0);
    }

    /** Delay until the next verification: short after a failure, with exponential backoff up to the interval. */
    Duration delay() {
        if (failures == 0) {
            return target.interval();
        }
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(target.interval()) < 0 ? pause : target.interval();
    }

    private static boolean sameResult(Report one, Report other) {
        return one.outcome() == other.outcome()
                && problems(one).equals(problems(other))
                && one.fingerprint().isPresent() == other.fingerprint().isPresent()
                && one.fingerprint()
                        .filter(vectors -> vectors.cosine(other.fingerprint().orElseThrow()) < SAME)
                        .isEmpty();
    }

    private static List<?> problems(Report report) {
        return report.findings().stream().map(Finding::problem).toList();
    }
}
