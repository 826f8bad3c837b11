package io.embeddingops.health;

import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What has been found out about one start of a server so far.
 *
 * @param target as it was last told
 * @param report the one that counts; empty until the first verification
 * @param last of the last verification, whether it counts or not
 * @param failures verifications in a row, the last one included, that did not pass
 * @param proven whether any has passed
 */
public record Track(Target target, Optional<Report> report, Optional<Report> last, int failures, boolean proven) {

    /** So many unreachable ones in a row make a verified server one of which nothing is known. */
    private static final int INCONCLUSIVE_LIMIT = 3;

    private static final double SAME = 0.999;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    static Track of(Target target) {
        return new Track(target, Optional.empty(), Optional.empty(), 0, false);
    }

    Track withTarget(Target told) {
        return new Track(told, report, last, failures, proven);
    }

    /**
     * The track after another verification. As long as it finds the same, the earlier report stays, so that cosines that
     * differ in the last digit change nothing.
     */
    Track after(Report found) {
        var count = found.outcome() == Outcome.PASSED ? 0 : failures + 1;
        var counts = report.isEmpty()
                || report.get().outcome() == Outcome.INCONCLUSIVE
                || found.outcome() != Outcome.INCONCLUSIVE
                || count >= INCONCLUSIVE_LIMIT;
        var same = report.filter(old -> alike(old, found)).isPresent();
        return new Track(
                target, counts && !same ? Optional.of(found) : report, Optional.of(found), count, proven || count == 0);
    }

    /** Until the next one: soon while something is wrong, then less and less often. */
    Duration pause() {
        if (failures == 0) {
            return target.interval();
        }
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(target.interval()) < 0 ? pause : target.interval();
    }

    private static boolean alike(Report one, Report other) {
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
