package io.embeddingops.transition;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.transition.Decision.Beside;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant JUST_NOW = NOW.minusSeconds(100);
    private static final Instant LONG_AGO = NOW.minusSeconds(101);

    private static final Plan OLD = plan("old", "");
    private static final Plan NEW = plan("new", "");
    private static final Plan THIRD = plan("third", "");

    @Test
    void nothingIsBesideTheServersOfTheCurrentSpec() {
        assertThat(decide(NEW, NEW, null, null)).isEqualTo(alone(null));
    }

    @Test
    void anotherModelIsACandidate() {
        assertThat(decide(NEW, OLD, null, null)).isEqualTo(renewed());
        assertThat(decide(NEW, OLD, waiting(NEW), null)).isEqualTo(candidate(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device: cpu",
                "model: {path: /models/other}",
                "model: {path: /models/new, dtype: bfloat16}",
                "model: {path: /models/new, contextLength: 512}",
                "model: {path: /models/new, pooling: Mean}",
                "model: {path: /models/new, source: {hostPath: {path: /data/models/other}}}",
                "server: {image: registry.test/sglang:other}",
                "server: {extraArgs: [--chunked-prefill-size=2048]}",
                "server: {env: [{name: A, value: b}]}",
                "server: {envFrom: [{configMapRef: {name: a}}]}",
                "server: {prefixCache: true}",
            })
    void whatCanChangeTheVectorsStartsACandidate(String change) {
        assertThat(decide(plan("new", change), NEW, null, null).beside()).isEqualTo(Beside.CANDIDATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 3",
                "port: 8080",
                "model: {path: /models/new, servedName: other}",
                "server: {resources: {requests: {cpu: 1}}}",
                "server: {sharedMemorySize: 2Gi}",
                "pod: {nodeSelector: {a: b}}",
                "health: {failureThreshold: 5}",
            })
    void whatCannotChangeThemDoesNot(String change) {
        assertThat(decide(plan("new", change), NEW, null, null)).isEqualTo(alone(null));
    }

    @Test
    void withTheSameVectorsTheServersThatServeGetTheCurrentSpec() {
        assertThat(decide(NEW, OLD, new BesideFacts(NEW, true, true, false), null))
                .isEqualTo(alone(null));
    }

    @Test
    void vectorsOfAnEarlierCandidateDoNotCount() {
        assertThat(decide(THIRD, OLD, new BesideFacts(NEW, true, true, false), null))
                .isEqualTo(renewed());
        assertThat(decide(THIRD, OLD, new BesideFacts(NEW, true, false, true), null))
                .isEqualTo(renewed());
    }

    @Test
    void serviceMovesWhenTheVectorsAreAcceptedAndAllServersAreReady() {
        assertThat(decide(NEW, OLD, new BesideFacts(NEW, false, false, true), null))
                .isEqualTo(candidate(null));
        assertThat(decide(NEW, OLD, new BesideFacts(NEW, true, false, false), null))
                .isEqualTo(candidate(null));
        assertThat(decide(NEW, OLD, new BesideFacts(NEW, true, false, true), null))
                .isEqualTo(new Decision(
                        true, false, Beside.RETAINED, false, Optional.of(NOW), Optional.of(NOW.plusSeconds(100))));
    }

    @Test
    void earlierServersStayForAWhile() {
        assertThat(decide(NEW, NEW, waiting(OLD), JUST_NOW.plusSeconds(1)))
                .isEqualTo(new Decision(
                        false,
                        false,
                        Beside.RETAINED,
                        false,
                        Optional.of(JUST_NOW.plusSeconds(1)),
                        Optional.of(NOW.plusSeconds(1))));
        assertThat(decide(NEW, NEW, waiting(OLD), JUST_NOW)).isEqualTo(alone(JUST_NOW));
        assertThat(decide(NEW, NEW, waiting(OLD), null)).isEqualTo(alone(null));
    }

    @Test
    void earlierServersStayWhileClientsMayStillReachThem() {
        assertThat(Decision.of(new Facts(
                                NEW,
                                Optional.of(NEW),
                                true,
                                Optional.of(LONG_AGO),
                                true,
                                Optional.of(waiting(OLD)),
                                NOW))
                        .beside())
                .isEqualTo(Beside.RETAINED);
    }

    @Test
    void goingBackMakesTheNewServersACandidateAgain() {
        assertThat(decide(NEW, NEW, new BesideFacts(OLD, true, false, true), JUST_NOW.plusSeconds(1)))
                .isEqualTo(new Decision(true, true, Beside.CANDIDATE, false, Optional.of(NOW), Optional.empty()));
        assertThat(decide(NEW, OLD, waiting(NEW), NOW)).isEqualTo(candidate(NOW));
    }

    @Test
    void aCandidateThatReplacesEarlierServersEndsTheirTime() {
        assertThat(decide(THIRD, NEW, waiting(OLD), JUST_NOW.plusSeconds(1))).isEqualTo(renewed());
    }

    @Test
    void otherwiseTheServersAreReplacedInPlace() {
        var inPlace = Given.plan("model: {path: /models/new}");
        assertThat(decide(inPlace, OLD, null, null)).isEqualTo(alone(null));
        assertThat(decide(NEW, null, null, null)).isEqualTo(alone(null));
        assertThat(Decision.of(new Facts(NEW, Optional.of(OLD), false, Optional.empty(), false, Optional.empty(), NOW)))
                .isEqualTo(alone(null));
    }

    private static Decision decide(Plan current, Plan serving, BesideFacts beside, Instant flipped) {
        return Decision.of(new Facts(
                current,
                Optional.ofNullable(serving),
                true,
                Optional.ofNullable(flipped),
                false,
                Optional.ofNullable(beside),
                NOW));
    }

    private static BesideFacts waiting(Plan plan) {
        return new BesideFacts(plan, true, false, false);
    }

    private static Decision alone(Instant flipped) {
        return new Decision(false, false, Beside.NOTHING, false, Optional.ofNullable(flipped), Optional.empty());
    }

    private static Decision renewed() {
        return new Decision(false, true, Beside.CANDIDATE, true, Optional.empty(), Optional.empty());
    }

    private static Decision candidate(Instant flipped) {
        return new Decision(false, true, Beside.CANDIDATE, false, Optional.ofNullable(flipped), Optional.empty());
    }

    private static Plan plan(String model, String change) {
        var own = change.startsWith("model:") ? "" : "model: {path: /models/%s}\n".formatted(model);
        return Given.plan(own + "vectorSpace: {transition: SideBySide, retainSeconds: 100}\n" + change);
    }
}
