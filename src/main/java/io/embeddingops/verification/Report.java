package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;

/**
 * What a run of the suite found.
 *
 * @param findings in the order in which they were made; warnings too
 * @param fingerprint of the server's vectors; there when every check was made and the vectors are valid, stable and the same
 *     in a batch. {@link Problem#DIMENSIONS_REFUSED} and warnings do not take it away
 */
public record Report(Outcome outcome, List<Finding> findings, Optional<Fingerprint> fingerprint) {

    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether the server gave an answer of any kind. */
    public boolean answered() {
        return findings.stream().map(Finding::problem).noneMatch(Problem.UNREACHABLE::equals);
    }

    /** With the outcome that follows from the findings: a failure outweighs silence, silence a warning. */
    static Report of(List<Finding> findings, Optional<Fingerprint> fingerprint) {
        var failed = findings.stream()
                .map(Finding::problem)
                .anyMatch(problem -> !problem.warning() && !problem.inconclusive());
        var silent = findings.stream().map(Finding::problem).anyMatch(Problem::inconclusive);
        var outcome = failed ? Outcome.FAILED : silent ? Outcome.INCONCLUSIVE : Outcome.PASSED;
        return new Report(outcome, findings, fingerprint);
    }
}
