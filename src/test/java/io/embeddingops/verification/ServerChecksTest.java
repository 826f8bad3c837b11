package io.embeddingops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.verification.EndpointException.Kind;
import io.embeddingops.verification.Expectations.Plugin;
import io.embeddingops.verification.Expectations.WantedPooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Checks of what a server is, beyond its vectors. */
class ServerChecksTest {

    private static final Expectations NEW = new Expectations(Optional.empty(), Plugin.EXPECTED);
    private static final Expectations OLD = new Expectations(Optional.empty(), Plugin.NOT_IN_TEMPLATE);
    private static final WantedPooling MEAN = new WantedPooling("mean", "spec.model.pooling is Mean");

    private final List<AdminEndpoint> asked = new ArrayList<>();
    private Optional<AdminEndpoint> open = Optional.empty();
    private boolean withoutKey;
    private boolean unreachable;
    private double length = 1;

    @Test
    void serverWithThePluginHasNoFinding() {
        var info = ModelInfos.plugin(model -> model);
        var report = run(info, NEW);
        assertThat(report.findings()).isEmpty();
        assertThat(report.unchecked()).isEmpty();
        assertThat(report.model()).contains(info);
        assertThat(asked).containsExactly(AdminEndpoint.values()).hasSize(OpenCheck.MAX_REQUESTS);
    }

    @Test
    void poolingThatIsNotTheModelsIsAMisconfigurationWithVectors() {
        var report = run(ModelInfos.plugin(model -> model.pooling(Optional.of("cls"))), NEW);
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.misconfigured()).isTrue();
        assertThat(report.fingerprint()).isPresent();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.POOLING_MISMATCH);
            assertThat(finding.message())
                    .startsWith("the server pools by cls, but the model's files name mean. ")
                    .contains("it stays in service", "delete the pod");
        });
    }

    @Test
    void poolingThatTheUserChoseIsNoMismatch() {
        var engine =
                ModelInfos.plugin(model -> model.pooling(Optional.of("cls")).poolingSource(Optional.of("Engine")));
        var report = run(engine, NEW.withPooling(MEAN));
        assertThat(report.findings()).isEmpty();
        assertThat(report.unchecked()).containsExactly(Problem.POOLING_MISMATCH);
        var spec = ModelInfos.plugin(model -> model.pooling(Optional.of("cls")).poolingSource(Optional.of("Spec")));
        assertThat(run(spec, NEW).findings()).isEmpty();
        assertThat(run(spec, NEW.withPooling(MEAN)).findings())
                .extracting(Finding::problem)
                .containsExactly(Problem.POOLING_MISMATCH);
    }

    @Test
    void poolingOfSglangItselfIsCompared() {
        var wanted = OLD.withPooling(MEAN);
        assertThat(messages(run(ModelInfos.engine(), wanted)).get(0))
                .contains(
                        "pools by cls, but spec.model.pooling is Mean", "upgradePolicy: Follow", "VectorSpaceChanged");
        assertThat(messages(run(ModelInfos.engine(), NEW.withPooling(MEAN))).get(0))
                .contains("spec.server.image");
        assertThat(messages(run(ModelInfos.engine(), Expectations.NONE.withPooling(MEAN))))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("no flag"));
        assertThat(run(ModelInfos.engine(), Expectations.NONE.withPooling(new WantedPooling("cls", "")))
                        .findings())
                .isEmpty();
        assertThat(run(ModelInfo.of(false), Expectations.NONE.withPooling(MEAN)).unchecked())
                .contains(Problem.POOLING_MISMATCH);
    }

    @Test
    void openServerIsAMisconfigurationOnlyIfThePluginShouldHaveClosedIt() {
        open = Optional.of(AdminEndpoint.SERVER_INFO);
        assertOpen(run(ModelInfos.plugin(model -> model), NEW), Severity.MISCONFIGURATION, "NetworkPolicy");
        assertThat(asked).containsExactly(AdminEndpoint.SERVER_INFO);
        assertOpen(
                run(ModelInfos.plugin(model -> model.endpoints(Optional.of("All"))), NEW),
                Severity.WARNING,
                "so everyone who can send texts to the server can also read its settings: set spec.server.endpoints: Embeddings");
        assertOpen(run(ModelInfos.engine(), Expectations.NONE), Severity.WARNING, "--admin-api-key");
        open = Optional.of(AdminEndpoint.UPDATE_WEIGHTS);
        assertOpen(run(ModelInfos.engine(), OLD), Severity.WARNING, "POST /update_weights_from_disk is reachable");
    }

    @Test
    void checkOfEndpointsThatFailsIsNotRetriedAndSaysNothingAboutTheVectors() {
        unreachable = true;
        var report = run(ModelInfos.plugin(model -> model), NEW);
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.findings()).isEmpty();
        assertThat(report.unchecked()).containsExactly(Problem.SERVER_OPEN);
        assertThat(asked).containsExactly(AdminEndpoint.SERVER_INFO);
    }

    @Test
    void missingPluginIsAWarningThatNamesTheRemedy() {
        assertNotGuarded(run(ModelInfos.engine(), NEW), "older than 0.5.12", "spec.server.image");
        assertNotGuarded(
                run(ModelInfos.engine(), OLD),
                "SGLang pools BertModel by cls, whatever the model's files say",
                "spec.upgradePolicy: Follow",
                "VectorSpaceChanged");
        assertThat(messages(run(ModelInfo.of(false), OLD)).get(0)).doesNotContain("SGLang pools");
        var foreign = run(ModelInfos.engine(), Expectations.NONE);
        assertThat(foreign.findings()).isEmpty();
        assertThat(foreign.unchecked()).contains(Problem.NOT_GUARDED);
    }

    @Test
    void onlyAModelWithoutNormalizeMayHaveVectorsOfAnotherLength() {
        length = 3;
        var bare = ModelInfos.plugin(model -> model.normalize(Optional.of(false)));
        var report = run(bare, NEW);
        assertThat(report.findings()).isEmpty();
        length = 1;
        assertThat(run(bare, NEW)
                        .fingerprint()
                        .orElseThrow()
                        .cosine(report.fingerprint().orElseThrow()))
                .isGreaterThan(0.9999);
        length = 3;
        for (var info : List.of(ModelInfos.plugin(model -> model), ModelInfos.engine())) {
            assertThat(run(info, NEW).findings()).extracting(Finding::problem).containsExactly(Problem.INVALID_VECTORS);
        }
        length = 0;
        assertThat(run(bare, NEW).findings()).extracting(Finding::problem).containsExactly(Problem.INVALID_VECTORS);
    }

    @Test
    void findingsAreInTheOrderOfTheProblems() {
        open = Optional.of(AdminEndpoint.SERVER_INFO);
        assertThat(run(ModelInfos.engine(), OLD.withPooling(MEAN)).findings())
                .extracting(Finding::problem)
                .containsExactly(Problem.POOLING_MISMATCH, Problem.SERVER_OPEN, Problem.NOT_GUARDED);
    }

    private Report run(ModelInfo info, Expectations expected) {
        asked.clear();
        return Suite.run(new Server(info), List.of(64), expected);
    }

    private static List<String> messages(Report report) {
        return report.findings().stream().map(Finding::message).toList();
    }

    private static void assertOpen(Report report, Severity severity, String message) {
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.findings()).first().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.SERVER_OPEN);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.message()).contains(message);
        });
    }

    private static void assertNotGuarded(Report report, String... parts) {
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.misconfigured()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo(Problem.NOT_GUARDED);
            assertThat(finding.message()).contains(parts);
        });
    }

    private final class Server implements EmbeddingEndpoint {

        private final ModelInfo info;

        Server(ModelInfo info) {
            this.info = info;
        }

        @Override
        public Optional<ModelInfo> modelInfo() {
            return Optional.of(info);
        }

        @Override
        public List<float[]> embed(List<String> texts, OptionalInt dimensions) {
            return ScriptedModel.usual().embed(texts, dimensions).stream()
                    .map(vector -> ScriptedModel.scaled(vector, length))
                    .toList();
        }

        @Override
        public Optional<Boolean> embedsWithoutKey() {
            return Optional.of(withoutKey);
        }

        @Override
        public boolean reachable(AdminEndpoint endpoint) throws EndpointException {
            asked.add(endpoint);
            if (unreachable) {
                throw new EndpointException(Kind.FAILED, "no response");
            }
            return open.filter(endpoint::equals).isPresent();
        }
    }
}
