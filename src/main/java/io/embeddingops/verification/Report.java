package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of a run of the suite.
 *
 * @param findings problems and warnings, in the order of the checks
 * @param fingerprint of the server's vectors; present if all checks ran and the vectors are valid, stable and the same in a
 *     batch, even with {@link Problem#DIMENSIONS_REFUSED}, misconfigurations or warnings
 * @param model the server's description of its model, if it gives one
 * @param unchecked problems that could not be looked for in this server, although the other checks ran
 */
public record Report(
        Outcome outcome,
        List<Finding> findings,
        Optional<Fingerprint> fingerprint,
        Optional<ModelInfo> model,
        Set<Problem> unchecked) {

    public Report {
        findings = List.copyOf(findings);
        unchecked = Set.copyOf(unchecked);
    }

    /**
     * A report about a server without a description. The outcome follows from the findings: failures take precedence over
     * inconclusive findings. Misconfigurations and warnings do not matter, because neither makes vectors unusable.
     */
    public static Report of(List<Finding> findings, Optional<Fingerprint> fingerprint) {
        var outcome = contains(findings, Severity.FAILURE)
                ? Outcome.FAILED
                : contains(findings, Severity.INCONCLUSIVE) ? Outcome.INCONCLUSIVE : Outcome.PASSED;
        return new Report(outcome, findings, fingerprint, Optional.empty(), Set.of());
    }

    /** Returns a copy with another description of the model. */
    public Report withModel(Optional<ModelInfo> info) {
        return new Report(outcome, findings, fingerprint, info, unchecked);
    }

    Report withUnchecked(Set<Problem> problems) {
        return new Report(outcome, findings, fingerprint, model, problems);
    }

    /** Whether the server responded at all. */
    public boolean answered() {
        return !has(Problem.UNREACHABLE);
    }

    /** Whether that problem was found. */
    public boolean has(Problem problem) {
        return findings.stream().map(Finding::problem).anyMatch(problem::equals);
    }

    /** Whether the server is not what it should be, although its vectors are usable. */
    public boolean misconfigured() {
        return contains(findings, Severity.MISCONFIGURATION);
    }

    /** The findings of that severity. */
    public List<Finding> findings(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    private static boolean contains(List<Finding> findings, Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }
}
