package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.DefaultsStatusBuilder;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Rejection;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusComputerTest {

    private static final Instant NOW = Observations.at("10:30:00").plusMillis(123);
    private static final Instant LATER = Observations.at("11:45:00");
    private static final String THEN = "2026-11-24T10:30:00Z";
    private static final Verdict INVALID =
            Verdict.invalid(new Rejection(List.of(new FieldError("spec.port", "1 is wrong"))));

    @Test
    void readyService() {
        assertThat(planned(service(null), ready(), NOW))
                .isEqualTo(EmbeddingServiceStatusBuilder.builder()
                        .observedGeneration(7L)
                        .replicas(1)
                        .readyReplicas(1)
                        .selector("embeddingops.io/service=tiny")
                        .url("http://tiny.ai.svc:30000/v1")
                        .model(ModelStatusBuilder.builder().servedName("tiny").build())
                        .image("registry.test/sglang:gpu")
                        .defaults(DefaultsStatusBuilder.builder()
                                .device(Device.GPU)
                                .image("registry.test/sglang:gpu")
                                .launcher("sglang")
                                .template(3)
                                .build())
                        .conditions(List.of(
                                new Condition("Ready", "True", 7L, THEN, "Ready", "1 of 1 replicas are ready"),
                                new Condition(
                                        "Available",
                                        "True",
                                        7L,
                                        THEN,
                                        "ReplicasAvailable",
                                        "1 of 1 replicas are available")))
                        .build());
    }

    @Test
    void loadingService() {
        assertThat(conditions(planned(service(null), loading(), NOW)))
                .containsExactly(
                        "Ready=False LoadingModel",
                        "Available=False ReplicasUnavailable",
                        "Reconciling=True LoadingModel");
    }

    @Test
    void scaledToZeroService() {
        assertThat(conditions(planned(service(null), Observations.of(Observations.deployment(0, 0)), NOW)))
                .containsExactly("Ready=True ScaledToZero", "Available=False ScaledToZero");
    }

    @Test
    void invalidSpecIsStalled() {
        var status = StatusComputer.stopped(service(null), Optional.empty(), INVALID, ready(), NOW);
        assertThat(conditions(status))
                .containsExactly(
                        "Ready=False InvalidSpec", "Available=True ReplicasAvailable", "Stalled=True InvalidSpec");
        assertThat(status.condition("Ready").orElseThrow().message()).isEqualTo("spec.port 1 is wrong");
        assertThat(status.readyReplicas()).isEqualTo(1);
        assertThat(status.url()).isNull();
    }

    @Test
    void runningServerKeepsItsUrlWhenNewSpecIsInvalid() {
        var before = planned(service(null), ready(), NOW);
        var after = StatusComputer.stopped(service(before), Optional.empty(), INVALID, ready(), NOW);
        assertThat(after.url()).isEqualTo("http://tiny.ai.svc:30000/v1");
        assertThat(after.model())
                .isEqualTo(ModelStatusBuilder.builder().servedName("tiny").build());
    }

    @Test
    void nameConflictIsStalled() {
        var status = StatusComputer.stopped(
                service(null),
                Optional.of(Observations.PLAN),
                Verdict.conflict("Deployment", "tiny"),
                Observation.of(Optional.empty(), List.of(), Observations.NOW),
                NOW);
        assertThat(conditions(status))
                .containsExactly(
                        "Ready=False NameConflict", "Available=False ReplicasUnavailable", "Stalled=True NameConflict");
        assertThat(status.condition("Stalled").orElseThrow().message())
                .isEqualTo(
                        "Deployment tiny already exists and does not belong to this EmbeddingService, so it is not changed:"
                                + " delete or rename it, or give this EmbeddingService another name");
    }

    @Test
    void applyFailedIsReconciling() {
        assertThat(conditions(StatusComputer.stopped(
                        service(null), Optional.of(Observations.PLAN), Verdict.applyFailed("quota"), ready(), NOW)))
                .containsExactly(
                        "Ready=False ApplyFailed", "Available=True ReplicasAvailable", "Reconciling=True ApplyFailed");
    }

    @Test
    void rolloutPastItsDeadlineIsStalled() {
        var stuck = """
                replicas: 1
                updatedReplicas: 1
                conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}]
                """;
        assertThat(conditions(planned(
                        service(null), Observations.of(Observations.deployment(1, stuck), pod("False 10:00:01")), NOW)))
                .containsExactly(
                        "Ready=False LoadingModel", "Available=False ReplicasUnavailable", "Stalled=True LoadingModel");
    }

    @ParameterizedTest
    @CsvSource({
        // maxUnavailable, desired, available | whether that is enough
        "1, 1, 0, False",
        "1, 1, 1, True",
        "1, 3, 2, True",
        "1, 3, 1, False",
        "0, 2, 1, False",
        "0, 2, 2, True",
        "50%, 5, 3, True",
        "50%, 5, 2, False",
        "100%, 5, 0, False"
    })
    void availableNeedsOneReplicaAndRespectsMaxUnavailable(
            String maxUnavailable, int desired, int available, String enough) {
        var plan = Given.plan(
                "{model: {path: /models/tiny}, rollout: {maxSurge: 1, maxUnavailable: " + maxUnavailable + "}}");
        var status = StatusComputer.planned(
                service(null),
                plan,
                Observations.of(Observations.deployment(desired, available)),
                Optional.empty(),
                NOW);
        var condition = status.condition("Available").orElseThrow();
        assertThat(condition.status()).isEqualTo(enough);
        assertThat(condition.message()).isEqualTo(available + " of " + desired + " replicas are available");
    }

    @Test
    void transitionTimeChangesOnlyWithStatus() {
        var loading = planned(service(null), loading(), NOW);
        var ready = planned(service(loading), ready(), LATER);
        assertThat(ready.condition("Ready").orElseThrow().lastTransitionTime()).isEqualTo("2026-11-24T11:45:00Z");
        var starting = planned(service(loading), Observations.of(Observations.pod("a", "phase: Pending")), LATER);
        assertThat(starting.conditions())
                .extracting(Condition::lastTransitionTime)
                .containsOnly(THEN);
        assertThat(starting.condition("Ready").orElseThrow().reason()).isEqualTo("PodStarting");
    }

    @Test
    void everyConditionHasTheObservedGeneration() {
        var before = planned(service(null), loading(), NOW);
        var service = service(before);
        service.getMetadata().setGeneration(8L);
        var after = planned(service, loading(), LATER);
        assertThat(after.observedGeneration()).isEqualTo(8);
        assertThat(after.conditions()).extracting(Condition::observedGeneration).containsOnly(8L);
        assertThat(after.conditions()).extracting(Condition::lastTransitionTime).containsOnly(THEN);
    }

    static Stream<Observation> observations() {
        return Stream.of(
                ready(),
                loading(),
                Observations.of(Observations.deployment(0, 0)),
                Observations.of(Observations.deployment(2L)),
                Observations.of(Observations.pod("a", "phase: Pending")),
                Observations.of(Observations.placed("a", "False 10:20:00", """
                        restartCount: 3
                        state: {waiting: {reason: CrashLoopBackOff}}
                        lastState: {terminated: {exitCode: 137, startedAt: "2026-11-24T10:00:20Z"}}
                        """)),
                Observation.of(Optional.empty(), List.of(), Observations.NOW));
    }

    @ParameterizedTest
    @MethodSource("observations")
    void statusDoesNotChangeWithTime(Observation observation) {
        var first = planned(service(null), observation, NOW);
        assertThat(planned(service(first), observation, LATER)).isEqualTo(first);
        assertThat(planned(service(null), observation, NOW)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("observations")
    void statusSurvivesSerialization(Observation observation) {
        var status = planned(service(null), observation, NOW);
        assertThat(Given.object(Given.SERIALIZATION.asYaml(service(status)), EmbeddingService.class)
                        .getStatus())
                .isEqualTo(status);
    }

    private static EmbeddingServiceStatus planned(EmbeddingService service, Observation observation, Instant now) {
        return StatusComputer.planned(service, Observations.PLAN, observation, Optional.empty(), now);
    }

    private static List<String> conditions(EmbeddingServiceStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.type() + "=" + condition.status() + " " + condition.reason())
                .toList();
    }

    private static EmbeddingService service(EmbeddingServiceStatus status) {
        var service = Given.service("model: {path: /models/tiny}");
        service.setStatus(status);
        return service;
    }

    private static Observation ready() {
        return Observations.of(Observations.deployment(1, 1), Observations.ready("a"));
    }

    private static Observation loading() {
        return Observations.of(pod("False 10:00:01"));
    }

    private static Pod pod(String ready) {
        return Observations.placed("a", ready, """
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """);
    }
}
