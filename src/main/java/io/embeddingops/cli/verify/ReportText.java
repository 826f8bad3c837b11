package io.embeddingops.cli.verify;

import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Formats a report, one line per check. */
final class ReportText {

    private ReportText() {}

    static List<String> lines(Report report) {
        var lines = new ArrayList<String>();
        report.fingerprint().ifPresent(fingerprint -> {
            lines.add("dimensions   " + fingerprint.dimensions());
            lines.add("fingerprint  " + fingerprint.id());
        });
        Arrays.stream(Problem.values())
                .filter(problem -> !problem.ofTheOperator())
                .forEach(problem -> lines.addAll(lines(problem, report)));
        return lines;
    }

    static String line(String verdict, String text) {
        return String.format(Locale.ROOT, "%-12s %s", verdict, text);
    }

    private static List<String> lines(Problem problem, Report report) {
        var found = report.findings().stream()
                .filter(finding -> finding.problem() == problem)
                .map(finding -> line(finding.severity() == Severity.WARNING ? "warning" : "FAILED", finding.text()))
                .toList();
        if (!found.isEmpty()) {
            return found;
        }
        return List.of(line(
                report.fingerprint().isPresent() && !report.unchecked().contains(problem) ? "passed" : "-",
                problem.check()));
    }
}
