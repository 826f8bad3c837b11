package io.embeddingops.health;

import io.embeddingops.verification.ModelInfo;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The verification results of one run of a server's container.
 *
 * @param target the server with its latest settings
 * @param report the effective result; empty until the first verification
 * @param last the latest result, effective or not
 * @param failures consecutive verifications that did not pass, up to the latest
 * @param passedBefore whether any verification has passed
 * @param pending consecutive verifications in which the server was still computing digests, up to the latest
 */
public record VerificationHistory(
        Target target,
        Optional<Report> report,
        Optional<Report> last,
        int failures,
        boolean passedBefore,
        int pending) {

    private static final Duration PENDING_PAUSE = Duration.ofSeconds(30);

    /** Verifications in short succession for the sake of digests: those of 100 GB take minutes. */
    private static final int MAX_PENDING = 20;

    /** Consecutive failures after which an inconclusive result replaces a conclusive one. */
    private static final int INCONCLUSIVE_LIMIT = 3;

    /**
     * How long a verified server with API keys or a certificate may be inconclusive. A pod gets a changed Secret up to 90 seconds
     * later, and until then it refuses new keys and has an old certificate.
     */
    private static final Duration SECRET_DELAY = Duration.ofSeconds(120);

    /** Pause while there is no API key: such a verification is one request. */
    private static final Duration KEY_PAUSE = Duration.ofSeconds(30);

    private static final double SAME = 0.999;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    static VerificationHistory of(Target target) {
        return new VerificationHistory(target, Optional.empty(), Optional.empty(), 0, false, 0);
    }

    VerificationHistory withTarget(Target changed) {
        return new VerificationHistory(changed, report, last, failures, passedBefore, pending);
    }

    /**
     * Adds a verification. Of an equivalent report only the description of the model is taken, so that small differences in
     * measured values cause no status change.
     */
    VerificationHistory after(Report found) {
        var count = found.outcome() == Outcome.PASSED ? 0 : failures + 1;
        var effective = report.isEmpty()
                || report.get().outcome() == Outcome.INCONCLUSIVE
                || found.outcome() != Outcome.INCONCLUSIVE
                || lacksKey(found)
                || count >= INCONCLUSIVE_LIMIT && outlastsSecrets(count);
        var same = report.filter(old -> sameResult(old, found)).isPresent();
        return new VerificationHistory(
                target,
                Optional.of((effective && !same ? found : report.orElseThrow())
                        .withModel(found.model().or(() -> report.flatMap(Report::model)))),
                Optional.of(found),
                count,
                passedBefore || count == 0,
                found.model()
                                .flatMap(ModelInfo::served)
                                .filter(ServedModel::pending)
                                .isPresent()
                        ? pending + 1
                        : 0);
    }

    /**
     * Delay until the next verification: short after a failure, with exponential backoff up to the interval, and while the server
     * is computing digests.
     */
    Duration delay() {
        if (failures == 0) {
            return pending > 0 && pending <= MAX_PENDING ? atMostInterval(PENDING_PAUSE) : target.interval();
        }
        var pause = atMostInterval(backoff(failures));
        return last.filter(VerificationHistory::lacksKey).isPresent() && pause.compareTo(KEY_PAUSE) > 0
                ? KEY_PAUSE
                : pause;
    }

    private static Duration backoff(int count) {
        return FIRST_RETRY.multipliedBy(1L << Math.min(count - 1, 10));
    }

    /** Whether that many failures in a row have taken longer than a change of a Secret takes to reach the pod. */
    private boolean outlastsSecrets(int count) {
        return target.access().open()
                || IntStream.range(1, count)
                                .mapToObj(VerificationHistory::backoff)
                                .map(this::atMostInterval)
                                .reduce(Duration.ZERO, Duration::plus)
                                .compareTo(SECRET_DELAY)
                        >= 0;
    }

    private static boolean lacksKey(Report report) {
        return report.has(Problem.NO_API_KEYS) || report.has(Problem.API_KEYS_UNREADABLE);
    }

    private Duration atMostInterval(Duration pause) {
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
        return report.findings().stream()
                .map(finding -> finding.problem().measured() ? finding.problem() : finding)
                .toList();
    }
}
