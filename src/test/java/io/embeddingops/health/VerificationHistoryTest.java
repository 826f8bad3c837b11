package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationHistoryTest {

    private static final Report PASSED = Report.of(List.of(), Optional.empty());
    private static final Target TARGET = new Target(
            new ServiceKey("ai", "qwen"),
            "qwen-0",
            "uid",
            "1",
            "10.0.0.1",
            30000,
            "m",
            List.of(),
            Expectations.NONE,
            Duration.ofSeconds(600));

    private final VerificationHistory fresh = VerificationHistory.of(TARGET);

    @Test
    void sameProblemWithOtherFiguresKeepsTheFirstReport() {
        var first = wrong("cosine 0.411");
        var history = fresh.after(first).after(wrong("cosine 0.412"));
        assertThat(history.report()).contains(first);
        assertThat(history.failures()).isEqualTo(2);
    }

    @Test
    void verifiedServerStaysVerifiedUntilThirdInconclusiveRun() {
        var history = fresh.after(PASSED).after(silent()).after(silent());
        assertThat(history.report()).contains(PASSED);
        assertThat(history.after(silent()).report().orElseThrow().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(history.last().orElseThrow().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(history.after(PASSED).failures()).isZero();
    }

    @Test
    void inconclusiveFirstVerificationIsReported() {
        assertThat(fresh.after(silent()).report().orElseThrow().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void failuresAreRetriedWithBackoff() {
        assertThat(fresh.after(PASSED).delay()).isEqualTo(Duration.ofSeconds(600));
        var once = fresh.after(wrong("x"));
        assertThat(once.delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(once.after(wrong("x")).delay()).isEqualTo(Duration.ofSeconds(10));
        var often = once;
        for (var i = 0; i < 50; i++) {
            often = often.after(wrong("x"));
        }
        assertThat(often.delay()).isEqualTo(Duration.ofSeconds(600));
    }

    private static Report wrong(String message) {
        return Report.of(List.of(new Finding(Problem.UNSTABLE_EMBEDDINGS, message)), Optional.empty());
    }

    private static Report silent() {
        return Report.of(List.of(new Finding(Problem.UNREACHABLE, "no answer")), Optional.empty());
    }
}
