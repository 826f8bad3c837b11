package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Outcome;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every corruption of vectors is detected, and harmless differences are not. */
class CorruptionTest {

    private static final List<Integer> DIMENSIONS = List.of(64, 128);
    private static final double SAME_SPACE = 0.99;

    static Stream<Arguments> corruptions() {
        return Stream.of(
                arguments(Corruption.NOT_A_NUMBER, Problem.INVALID_VECTORS, "component 18 of 256 is NaN"),
                arguments(Corruption.INFINITE, Problem.INVALID_VECTORS, "component 18 of 256 is -Infinity"),
                arguments(Corruption.ZEROS, Problem.INVALID_VECTORS, "all 256 components are 0"),
                arguments(Corruption.EMPTY, Problem.INVALID_VECTORS, "empty vector"),
                arguments(Corruption.LONG, Problem.INVALID_VECTORS, "has length 1.030"),
                arguments(Corruption.SHORT, Problem.INVALID_VECTORS, "has length 0.970"),
                arguments(Corruption.CONSTANT, Problem.INVALID_VECTORS, "texts 1 and 2 have the same vector"),
                arguments(
                        Corruption.ALMOST_CONSTANT,
                        Problem.INVALID_VECTORS,
                        "almost the same vector (mean cosine 0.99"),
                arguments(Corruption.TRUNCATED, Problem.BATCH_MISMATCH, "9 vectors were returned for 10 texts"),
                arguments(Corruption.REVERSED, Problem.BATCH_MISMATCH, "mixes up the order"),
                arguments(Corruption.SHIFTED, Problem.BATCH_MISMATCH, "mixes up the order"),
                arguments(Corruption.HALF_SHIFTED, Problem.BATCH_MISMATCH, "mixes up the order"),
                arguments(Corruption.SWAPPED, Problem.BATCH_MISMATCH, "mixes up the order"),
                arguments(Corruption.OTHER_IN_BATCH, Problem.BATCH_MISMATCH, "must be above 0.999"),
                arguments(Corruption.DIFFERENT_SIZES, Problem.DIMENSION_MISMATCH, "128 dimensions"),
                arguments(Corruption.BATCH_OF_ANOTHER_SIZE, Problem.DIMENSION_MISMATCH, "255 dimensions"),
                arguments(Corruption.UNSTABLE, Problem.UNSTABLE_EMBEDDINGS, "server.prefixCache: false"),
                arguments(
                        Corruption.DIMENSIONS_IGNORED,
                        Problem.DIMENSIONS_REFUSED,
                        "128 dimensions were requested, but 256 returned"));
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void corruptionIsDetected(Corruption corruption, Problem problem, String message) {
        var report = report(corruption);

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.FAILED);
        assertThat(report.findings()).extracting(Finding::problem).containsOnly(problem);
        assertThat(report.findings())
                .last()
                .satisfies(last -> assertThat(last.message()).contains(message));
        assertThat(report.fingerprint().isPresent()).isEqualTo(problem == Problem.DIMENSIONS_REFUSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Corruption.class,
            names = {"NONE", "NOISE", "ROUNDED", "ALMOST_NORMAL"})
    void harmlessChangePassesAsTheSameModel(Corruption harmless) {
        var report = report(harmless);

        assertThat(report.findings()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.fingerprint().orElseThrow().cosine(correct())).isGreaterThan(SAME_SPACE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Corruption.class,
            names = {"OTHER_MODEL", "OTHER_POOLING", "OTHER_SIZE"})
    void otherModelHasAnotherFingerprint(Corruption other) {
        var report = report(other);

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(report.fingerprint().orElseThrow())
                .satisfies(
                        fingerprint -> assertThat(fingerprint.cosine(correct())).isLessThan(SAME_SPACE))
                .satisfies(fingerprint ->
                        assertThat(fingerprint.id()).isNotEqualTo(correct().id()));
    }

    @Test
    void vectorsWithoutMeaningOnlyWarn() {
        var report = report(Corruption.NO_MEANING);

        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.findings()).extracting(Finding::problem).containsExactly(Problem.WEAK_SEMANTICS);
        assertThat(report.fingerprint()).isPresent();
    }

    private static Fingerprint correct() {
        return report(Corruption.NONE).fingerprint().orElseThrow();
    }

    private static Report report(Corruption corruption) {
        var sizes = corruption == Corruption.NO_MEANING ? List.<Integer>of() : DIMENSIONS;
        try (var server = ScriptedServer.of(corruption)) {
            var endpoint = new HttpEndpoint(
                    new OkHttpClient(), server.base(), "scripted", Duration.ofSeconds(20), Optional.empty());
            return Suite.run(endpoint, sizes, Expectations.NONE);
        }
    }
}
