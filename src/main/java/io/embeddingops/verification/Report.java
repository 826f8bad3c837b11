package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;

/**
 * The result of a run of the suite.
 *
 * @param findings problems and warnings, in the order of the checks
 * @param fingerprint of the server's vectors; present if all checks ran and the vectors are valid, stable and the same in a
 *     batch, even with {@link Problem#DIMENSIONS_REFUSED} or warnings
 */
public record Report(Outcome outcome, List<Finding> findings, Optional<Fingerprint> fingerprint) {

    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether the server responded at all. */
    public boolean answered() {
        return findings.stream().map(Finding::problem).noneMatch(Problem.UNREACHABLE::equals);
    }

    /** Derives the outcome: failures take precedence over inconclusive findings, those over warnings. */
    static Report of(List<Finding> findings, Optional<Fingerprint> fingerprint) {
        var failed = findings.stream()
                .map(Finding::problem)
                .anyMatch(problem -> !problem.warning() && !problem.inconclusive());
        var inconclusive = findings.stream().map(Finding::problem).anyMatch(Problem::inconclusive);
        var outcome = failed ? Outcome.FAILED : inconclusive ? Outcome.INCONCLUSIVE : Outcome.PASSED;
        return new Report(outcome, findings, fingerprint);
    }
}
