package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ModelInfos;
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
            TargetAccess.OPEN,
            Expectations.NONE,
            Duration.ofSeconds(600),
            false);

    private static final TargetAccess KEYS = new TargetAccess(Optional.of("keys"), Optional.empty());

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

    @Test
    void digestsAreAwaitedForALimitedTime() {
        var pending = PASSED.withModel(Optional.of(
                ModelInfos.plugin(model -> model.weightsDigest(Optional.empty()).fingerprint(Optional.empty()))));
        var history = fresh;
        for (var i = 0; i < 20; i++) {
            history = history.after(pending);
            assertThat(history.delay()).isEqualTo(Duration.ofSeconds(30));
        }
        assertThat(history.after(pending).delay()).isEqualTo(Duration.ofSeconds(600));
        assertThat(history.after(wrong("x")).delay()).isEqualTo(Duration.ofSeconds(5));
        var complete = PASSED.withModel(Optional.of(ModelInfos.plugin(model -> model)));
        assertThat(history.after(complete).delay()).isEqualTo(Duration.ofSeconds(600));
        assertThat(fresh.after(PASSED.withModel(Optional.of(ModelInfos.engine())))
                        .delay())
                .isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void equivalentReportUpdatesOnlyTheDescriptionOfTheModel() {
        var first = wrong("cosine 0.411");
        var described = Optional.of(ModelInfos.plugin(model -> model));
        var history = fresh.after(first).after(wrong("cosine 0.412").withModel(described));
        assertThat(history.report()).contains(first.withModel(described));
        var passed = PASSED.withModel(described);
        assertThat(fresh.after(passed).after(silent()).report()).contains(passed);
    }

    @Test
    void messageWithoutMeasuredValuesReplacesTheEarlierOne() {
        var history = fresh.after(warning("set A")).after(warning("set B"));
        assertThat(history.report()).contains(warning("set B"));
    }

    private static Report warning(String message) {
        return Report.of(List.of(new Finding(Problem.NOT_GUARDED, message)), Optional.empty());
    }

    private static Report wrong(String message) {
        return Report.of(List.of(new Finding(Problem.UNSTABLE_EMBEDDINGS, message)), Optional.empty());
    }

    private static Report silent() {
        return Report.of(List.of(new Finding(Problem.UNREACHABLE, "no answer")), Optional.empty());
    }

    @Test
    void newKeyMayReachThePodLaterWithoutAChangeOfTheResult() {
        var history = VerificationHistory.of(with(KEYS)).after(PASSED);
        // 5, 10, 20, 40 and 80 seconds later
        for (var i = 0; i < 5; i++) {
            history = history.after(refused());
            assertThat(history.report()).contains(PASSED);
        }
        assertThat(history.after(refused()).report()).contains(refused());
    }

    @Test
    void serviceWithoutKeysIsReportedAtOnceAndLookedAtOften() {
        for (var problem : List.of(Problem.NO_API_KEYS, Problem.API_KEYS_UNREADABLE)) {
            var found = Report.of(List.of(new Finding(problem, "x")), Optional.empty());
            var history = VerificationHistory.of(with(KEYS)).after(PASSED).after(found);
            assertThat(history.report()).contains(found);
            for (var i = 0; i < 10; i++) {
                history = history.after(found);
            }
            assertThat(history.delay()).isEqualTo(Duration.ofSeconds(30));
        }
    }

    private static Target with(TargetAccess access) {
        return new Target(
                TARGET.service(),
                TARGET.pod(),
                TARGET.uid(),
                TARGET.start(),
                TARGET.address(),
                TARGET.port(),
                TARGET.servedName(),
                TARGET.dimensions(),
                access,
                TARGET.expected(),
                TARGET.interval(),
                false);
    }

    private static Report refused() {
        return Report.of(List.of(new Finding(Problem.UNAUTHORIZED, "status 401")), Optional.empty());
    }
}
