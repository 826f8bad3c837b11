package io.embeddingops.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.VerificationMode;
import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.plan.PlanBuilder;
import io.embeddingops.plan.TransitionPlan;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Expectations.Plugin;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.ModelInfo;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Severity;
import io.embeddingops.verification.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Misconfigured servers, warnings, and what servers say about their model. */
class MisconfigurationTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
    private static final Fingerprint OLD = vectors(1);
    private static final Fingerprint NEW = vectors(2);
    private static final VectorSpaces HELD = VectorSpaces.NONE.withInUse(OLD, NOW);

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"POOLING_MISMATCH", "SERVER_OPEN"})
    void misconfiguredPodMakesVerifiedFalseAndStaysInService(Problem problem) {
        var judgement = judge(HELD, pod("a", OLD, new Finding(problem, "wrong")));
        assertThat(judgement.verified()).isEqualTo(new Verified("False", problem.toString(), "pod a: wrong"));
        assertThat(judgement.pods()).containsExactly(Map.entry("a", true));
        assertThat(judgement.evictionCandidates()).isEmpty();
        assertThat(judgement.spaces()).isEqualTo(HELD);
    }

    @Test
    void vectorsOfAMisconfiguredPodAreStored() {
        var judgement = judge(VectorSpaces.NONE, pod("a", OLD, new Finding(Problem.POOLING_MISMATCH, "wrong")));
        assertThat(judgement.spaces().inUse().orElseThrow().vectors()).isEqualTo(OLD);
        assertThat(judgement.pods()).containsEntry("a", true);
    }

    @Test
    void worseProblemsTakePrecedence() {
        var pooling = new Finding(Problem.POOLING_MISMATCH, "wrong");
        assertThat(judge(HELD, pod("a", NEW, pooling)).verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(judge(HELD, pod("b", NEW), pod("a", OLD, pooling)).verified().reason())
                .isEqualTo("ReplicaMismatch");
        var refused = new Finding(Problem.DIMENSIONS_REFUSED, "refused");
        assertThat(judge(HELD, pod("a", OLD, refused, pooling)).verified())
                .isEqualTo(new Verified("False", "DimensionsRefused", "pod a: refused; wrong"));
        var silent = new Finding(Problem.UNREACHABLE, "no answer");
        assertThat(judge(HELD, pod("b", OLD, silent), pod("a", OLD, pooling))
                        .verified()
                        .reason())
                .isEqualTo("PoolingMismatch");
    }

    @Test
    void reasonIsThatOfTheFailureEvenIfAWarningComesFirst() {
        var warning = new Finding(Problem.WEAK_SEMANTICS, "weak");
        assertThat(judge(HELD, pod("a", OLD, warning, new Finding(Problem.DIMENSIONS_REFUSED, "refused")))
                        .verified()
                        .reason())
                .isEqualTo("DimensionsRefused");
    }

    @Test
    void allWarningsAreReportedInOrderAndEachOnce() {
        var weak = new Finding(Problem.WEAK_SEMANTICS, "weak");
        var open = new Finding(Problem.SERVER_OPEN, Severity.WARNING, "open");
        var bare = new Finding(Problem.NOT_GUARDED, "bare");
        assertThat(judge(HELD, pod("b", OLD, weak, bare), pod("a", OLD, open, bare))
                        .verified())
                .isEqualTo(
                        new Verified(
                                "True",
                                "Verified",
                                "the embeddings are correct and match vector space " + OLD.id()
                                        + "; warning: ServerOpen: open; warning: NotGuarded: bare; warning: WeakSemantics: weak"));
        assertThat(judge(HELD, pod("a", OLD, new Finding(Problem.POOLING_MISMATCH, "wrong"), bare))
                        .verified()
                        .message())
                .isEqualTo("pod a: wrong; warning: NotGuarded: bare");
    }

    @Test
    void modelOfTheOldestPodIsReported() {
        var older = ModelInfos.plugin(model -> model.dtype(Optional.of("bfloat16")));
        var judgement = judge(HELD, pod("b", ModelInfos.plugin(model -> model)), pod("a", older));
        var status = judgement.model().orElseThrow();
        assertThat(status.dtype()).isEqualTo("bfloat16");
        assertThat(status.architecture()).isEqualTo("BertModel");
        assertThat(status.pooling()).isEqualTo("mean");
        assertThat(status.modules()).containsExactly("Transformer", "Pooling(mean)", "Normalize");
        assertThat(status.dimensions()).isEqualTo(384);
        assertThat(status.maxInputTokens()).isEqualTo(256);
        assertThat(status.weightsDigest()).isEqualTo("sha256:53aa");
        assertThat(status.fingerprint()).isEqualTo("0123456789abcdef");
        assertThat(status.sglangVersion()).isEqualTo("0.5.23");
        assertThat(status.pluginVersion()).isEqualTo("3");
        assertThat(status.servedName()).isNull();
    }

    @Test
    void completeDescriptionIsPreferred() {
        var pending =
                ModelInfos.plugin(model -> model.weightsDigest(Optional.empty()).fingerprint(Optional.empty()));
        assertThat(judge(HELD, pod("b", ModelInfos.plugin(model -> model)), pod("a", pending))
                        .model()
                        .orElseThrow()
                        .weightsDigest())
                .isEqualTo("sha256:53aa");
        assertThat(judge(HELD, pod("a", pending)).model().orElseThrow().weightsDigest())
                .isNull();
    }

    @Test
    void serverWithoutThePluginShowsWhatSglangReports() {
        var status = judge(HELD, pod("a", ModelInfos.engine())).model().orElseThrow();
        assertThat(status.architecture()).isEqualTo("BertModel");
        assertThat(status.pooling()).isEqualTo("cls");
        assertThat(status.pluginVersion()).isNull();
        assertThat(judge(HELD, pod("a", OLD)).model()).isEmpty();
    }

    @Test
    void podsWithDifferentFingerprintsAreAReplicaMismatch() {
        var other = ModelInfos.plugin(model -> model.fingerprint(Optional.of("fedcba9876543210")));
        var judgement = judge(HELD, pod("b", other), pod("a", ModelInfos.plugin(model -> model)));
        assertThat(judgement.verified().status()).isEqualTo("False");
        assertThat(judgement.verified().reason()).isEqualTo("ReplicaMismatch");
        assertThat(judgement.verified().message())
                .startsWith("pod b has the fingerprint fedcba9876543210, but pod a has 0123456789abcdef: ");
        assertThat(judgement.pods()).containsEntry("a", true).containsEntry("b", true);
        var pending = ModelInfos.plugin(model -> model.fingerprint(Optional.empty()));
        assertThat(judge(HELD, pod("b", pending), pod("a", ModelInfos.plugin(model -> model)))
                        .verified()
                        .reason())
                .isEqualTo("Verified");
    }

    @Test
    void podsOfAnEarlierTemplateAreIgnored() {
        var other = Optional.of(ModelInfos.plugin(model -> model.fingerprint(Optional.of("fedcba9876543210"))));
        var report = Report.of(List.of(), Optional.of(OLD)).withModel(other);
        var earlier = new PodVerification("old", false, true, Optional.of(report), 0, true);
        var judgement = judge(HELD, pod("a", ModelInfos.plugin(model -> model)), earlier);
        assertThat(judgement.model().orElseThrow().fingerprint()).isEqualTo("0123456789abcdef");
        assertThat(judgement.verified().reason()).isEqualTo("Verified");
        assertThat(judge(HELD, earlier).model()).isEmpty();
    }

    @Test
    void thePluginIsExpectedFromTheSecondTemplateOn() {
        var plan = Given.plan("model: {path: /models/tiny}");
        for (var template : List.of(1, 2, 3)) {
            assertThat(ServerExpectations.of(
                                    PlanBuilder.builder(plan).template(template).build())
                            .plugin())
                    .isEqualTo(template == 1 ? Plugin.NOT_IN_TEMPLATE : Plugin.EXPECTED);
        }
    }

    private static Judgement judge(VectorSpaces stored, PodVerification... pods) {
        var plan = new VerificationPlan(
                VerificationMode.ENFORCE,
                600,
                Optional.empty(),
                Optional.empty(),
                0.99,
                new TransitionPlan(false, 600, OptionalInt.empty()));
        var known = new VectorSpaceState(stored, Optional.empty(), Optional.empty(), Optional.empty());
        return Guard.judge(plan, known, List.of(pods), NOW);
    }

    private static PodVerification pod(String name, Fingerprint vectors, Finding... findings) {
        return pod(name, Report.of(List.of(findings), Optional.of(vectors)));
    }

    private static PodVerification pod(String name, ModelInfo model) {
        return pod(name, Report.of(List.of(), Optional.of(OLD)).withModel(Optional.of(model)));
    }

    /** Has been reported many times, as a pod that is evicted has. */
    private static PodVerification pod(String name, Report report) {
        return new PodVerification(name, true, true, Optional.of(report), 9, true);
    }

    private static Fingerprint vectors(long seed) {
        return Fingerprint.of(new ScriptedModel(64, seed).embed(Texts.ALL, OptionalInt.empty()));
    }
}
