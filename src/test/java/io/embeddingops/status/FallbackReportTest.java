package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.FallbackStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PlanBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FallbackReportTest {

    private static final String NAME = "tiny-fallback";
    private static final Plan STANDBY = Given.plan("{model: {path: /models/tiny}, fallback: {}}");
    private static final Plan ON_DEMAND = Given.plan("{model: {path: /models/tiny}, fallback: {mode: OnDemand}}");
    private static final Optional<Instant> SINCE = Optional.of(Observations.at("10:00:10"));
    private static final Optional<Judgement> SAME = Optional.of(SideBySide.inUse());
    private static final Optional<Judgement> OTHER =
            Optional.of(SideBySide.judged(Optional.of(SideBySide.OLD), Optional.of(SideBySide.NEW)));
    private static final Optional<Judgement> PENDING =
            Optional.of(SideBySide.judged(Optional.of(SideBySide.OLD), Optional.empty()));

    private final EmbeddingService service = Given.service("{model: {path: /models/tiny}, fallback: {}}");

    @Test
    void standby() {
        var status = status(fallback(SideBySide.otherReady(NAME), SAME, false));
        assertThat(ready(status))
                .isEqualTo(
                        "True FallbackStandby 1 of 1 servers of spec.fallback are ready and return the vectors in use");
        assertThat(status.fallback()).isEqualTo(new FallbackStatus(NAME, 1, 1, false, null, null));
        assertThat(available(status)).isEqualTo("True ReplicasAvailable 1 of 1 replicas are available");
    }

    @Test
    void fallbackServes() {
        var status = unavailable(fallback(SideBySide.otherReady(NAME), SAME, true));
        var message = "1 of 1 servers of spec.fallback serve, since no other server of the service has been available"
                + " since 2026-11-24T10:00:10Z";
        assertThat(ready(status)).isEqualTo("True FallbackServing " + message);
        assertThat(available(status)).isEqualTo("True ServedByFallback " + message);
        assertThat(status.condition(Condition.READY))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("LoadingModel"));
        assertThat(status.fallback()).isEqualTo(new FallbackStatus(NAME, 1, 1, true, "2026-11-24T10:00:10Z", null));
        assertThat(status.readyReplicas()).isZero();
    }

    @Test
    void fallbackThatHasFailedDoesNotServe() {
        var status = unavailable(fallback(SideBySide.otherLoading(NAME), SAME, true));
        assertThat(available(status))
                .isEqualTo("False ReplicasUnavailable 0 of 1 replicas are available, and no server of spec.fallback is"
                        + " available");
        assertThat(ready(status)).startsWith("Unknown FallbackStarting ");
    }

    @Test
    void fallbackWithOtherVectorsNeverServes() {
        var status = status(fallback(SideBySide.otherReady(NAME), OTHER, false));
        assertThat(ready(status))
                .isEqualTo(
                        "False FallbackVectorsDiffer the servers of spec.fallback return other vectors than those in use"
                                + " (cosine 0.000, spec.vectorSpace.minCosine is 0.99), so they never serve: check"
                                + " spec.fallback.image and spec.fallback.extraArgs");
    }

    @Test
    void stoppedFallback() {
        assertThat(ready(status(ON_DEMAND, stopped(PENDING))))
                .isEqualTo(
                        "True FallbackStopped the servers of spec.fallback are started when no other server of the service"
                                + " has been available for 30 seconds (spec.fallback.mode: OnDemand)");
        assertThat(ready(status(STANDBY, stopped(PENDING))))
                .isEqualTo(
                        "Unknown FallbackStarting the servers of spec.fallback are started once a server of the service"
                                + " has been verified");
        assertThat(ready(status(PlanBuilder.builder(STANDBY).replicas(0).build(), stopped(PENDING))))
                .isEqualTo("True FallbackStopped spec.replicas is 0, so no server of spec.fallback runs");
    }

    @Test
    void stoppedFallbackWithOtherVectorsIsNotForgotten() {
        var differs = status(ON_DEMAND, fallback(SideBySide.otherReady(NAME), OTHER, false));
        service.setStatus(differs);
        assertThat(ready(status(ON_DEMAND, stopped(PENDING)))).isEqualTo(ready(differs));
        service.getMetadata().setGeneration(8L);
        assertThat(ready(status(ON_DEMAND, stopped(PENDING)))).startsWith("True FallbackStopped");
    }

    @Test
    void causeOfItsPodsIsNamed() {
        assertThat(ready(status(fallback(SideBySide.otherUnscheduled(NAME, 1), PENDING, false))))
                .isEqualTo(
                        "False FallbackFailing the servers of spec.fallback (Deployment tiny-fallback): pod"
                                + " tiny-fallback-1 cannot be scheduled: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu.");
        assertThat(ready(status(fallback(SideBySide.otherLoading(NAME), PENDING, false))))
                .startsWith("Unknown FallbackStarting the servers of spec.fallback (Deployment tiny-fallback): pod"
                        + " tiny-fallback-1 has been loading the model since");
    }

    @Test
    void unverifiedFallback() {
        assertThat(ready(status(fallback(SideBySide.otherReady(NAME), PENDING, false))))
                .isEqualTo(
                        "Unknown FallbackNotVerified the servers of spec.fallback have not been verified: no server with"
                                + " the current spec has been verified yet; verification starts when one is ready");
        assertThat(ready(status(
                        fallback(SideBySide.otherReady(NAME), Optional.of(SideBySide.failed(SideBySide.OLD)), false))))
                .isEqualTo(
                        "False FallbackFailing the servers of spec.fallback failed verification, so they do not serve:"
                                + " pod p: the same text got different vectors");
        assertThat(ready(status(fallback(SideBySide.otherReady(NAME), Optional.empty(), false))))
                .startsWith("Unknown FallbackNotVerified ");
    }

    @Test
    void restartOfTheOperatorChangesNothing() {
        var before = status(fallback(SideBySide.otherReady(NAME), SAME, false));
        service.setStatus(before);
        assertThat(status(fallback(SideBySide.otherReady(NAME), PENDING, false)))
                .isEqualTo(before);
    }

    @Test
    void serviceThatCannotBeAppliedKeepsWhatIsKnown() {
        var before = unavailable(fallback(SideBySide.otherReady(NAME), SAME, true));
        service.setStatus(before);
        var stopped = StatusComputer.stopped(
                service,
                Optional.empty(),
                Verdict.applyFailed("x"),
                Observations.of(Observations.deployment(1, 0)),
                Observations.NOW);
        assertThat(stopped.fallback()).isEqualTo(before.fallback());
        assertThat(ready(stopped)).isEqualTo(ready(before));
        assertThat(available(stopped)).isEqualTo(available(before));
    }

    @Test
    void serviceWithoutFallbackHasNoCondition() {
        service.setStatus(status(fallback(SideBySide.otherReady(NAME), SAME, false)));
        var without = StatusComputer.planned(service, SideBySide.PLAN, SideBySide.ready(), SAME, Observations.NOW);
        assertThat(without.fallback()).isNull();
        assertThat(without.condition(Condition.FALLBACK_READY)).isEmpty();
    }

    @Test
    void nextDeadlineIsThatOfTheFallback() {
        var waiting = new Fallback(plan(1), SideBySide.otherReady(NAME), SAME, false, SINCE, Optional.empty());
        assertThat(Deadlines.next(STANDBY, seen(waiting))).contains(Observations.at("10:00:40"));
        var until = Optional.of(Observations.at("10:05:00"));
        var ending = new Fallback(plan(1), SideBySide.otherReady(NAME), SAME, false, Optional.empty(), until);
        assertThat(Deadlines.next(ON_DEMAND, seen(ending))).isEqualTo(until);
    }

    private static Plan plan(int replicas) {
        return PlanBuilder.builder(STANDBY.withServers(NAME)).replicas(replicas).build();
    }

    private static Fallback fallback(Observation seen, Optional<Judgement> judgement, boolean serving) {
        return new Fallback(plan(1), seen, judgement, serving, serving ? SINCE : Optional.empty(), Optional.empty());
    }

    private static Fallback stopped(Optional<Judgement> judgement) {
        var none = SideBySide.other(NAME, Observations.deployment(0, 0));
        return new Fallback(plan(0), none, judgement, false, Optional.empty(), Optional.empty());
    }

    private static Observation seen(Fallback fallback) {
        return SideBySide.ready().withFallback(Optional.of(fallback));
    }

    private EmbeddingServiceStatus status(Fallback fallback) {
        return status(STANDBY, fallback);
    }

    private EmbeddingServiceStatus status(Plan plan, Fallback fallback) {
        return StatusComputer.planned(service, plan, seen(fallback), SAME, Observations.NOW);
    }

    private EmbeddingServiceStatus unavailable(Fallback fallback) {
        var loading = SideBySide.otherLoading("tiny").withFallback(Optional.of(fallback));
        return StatusComputer.planned(service, STANDBY, loading, SAME, Observations.NOW);
    }

    private static String ready(EmbeddingServiceStatus status) {
        return text(status, Condition.FALLBACK_READY);
    }

    private static String available(EmbeddingServiceStatus status) {
        return text(status, Condition.AVAILABLE);
    }

    private static String text(EmbeddingServiceStatus status, String type) {
        return status.condition(type).stream()
                .map(is -> is.status() + " " + is.reason() + " " + is.message())
                .reduce((one, other) -> List.of(one, other).toString())
                .orElse("");
    }
}
