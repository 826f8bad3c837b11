package io.embeddingops.cli.verify;

import io.embeddingops.verification.ModelInfo;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import java.util.ArrayList;
import java.util.List;

/** Formats what a comparison with the model's directory does not show as a problem. */
final class PoolingText {

    private PoolingText() {}

    static List<String> lines(ModelDirectory directory, Report report) throws VerifyException {
        var lines = new ArrayList<String>();
        directory
                .doubt(report.model().flatMap(ModelInfo::architecture))
                .ifPresent(doubt -> lines.add(ReportText.line("warning", doubt)));
        if (report.outcome() == Outcome.PASSED && report.unchecked().contains(Problem.POOLING_MISMATCH)) {
            var origin = directory.pooling().origin();
            lines.add(ReportText.line(
                    "-",
                    report.model()
                            .flatMap(ModelInfo::pooling)
                            .map(name -> "the pooling is " + name
                                    + ", as spec.model.pooling: Engine asks for, although " + origin)
                            .orElse("the server does not report its pooling, so it cannot be compared with "
                                    + directory.directory()
                                    + "; compare the vectors instead: --golden with a file of docs/fingerprint.py")));
        }
        return lines;
    }
}
