package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.AutoscalingStatus;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutoscalingReportTest {

    private static final String SPEC =
            "{model: {path: /m}, server: {resources: {requests: {cpu: 1}}}, autoscaling: {maxReplicas: 4}}";
    private static final Plan PLAN = Given.plan(SPEC);
    private static final String ACTIVE = "{type: ScalingActive, status: \"True\", reason: ValidMetricFound}";
    private static final String MISSING = "{type: ScalingActive, status: \"False\", reason: FailedGetResourceMetric,"
            + " message: none, lastTransitionTime: \"2026-11-24T10:02:00Z\"}";
    private static final Instant EARLY = Observations.at("10:02:30");
    private static final Instant LATE = Observations.at("10:02:40");

    private final EmbeddingService service = Given.service(SPEC);

    @Test
    void decisionsAreShown() {
        assertThat(status(ACTIVE, LATE).autoscaling())
                .isEqualTo(new AutoscalingStatus(
                        AutoscalingEngine.HPA, "HorizontalPodAutoscaler/tiny", 2, "2026-11-24T10:01:00Z"));
    }

    @Test
    void failureThatMayPassKeepsTheConditionBefore() {
        var active = status(ACTIVE, EARLY);
        service.setStatus(active);
        assertThat(autoscaled(status(MISSING, EARLY))).isEqualTo(autoscaled(active));
        assertThat(Deadlines.next(PLAN, seen(MISSING, EARLY))).contains(LATE);
        var failed = status(MISSING, LATE);
        assertThat(autoscaled(failed))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("MetricsMissing"));
        assertThat(Deadlines.next(PLAN, seen(MISSING, LATE))).isEmpty();
        assertThat(Deadlines.next(PLAN, seen(ACTIVE, EARLY))).isEmpty();
        assertThat(Transition.between(active, failed))
                .singleElement()
                .satisfies(event -> assertThat(event.warning()).isTrue());
        assertThat(Transition.between(failed, active))
                .singleElement()
                .satisfies(event -> assertThat(event.warning()).isFalse());
    }

    @Test
    void failureAtTheBeginningIsPending() {
        assertThat(autoscaled(status(MISSING, EARLY)))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("AutoscalerPending"));
    }

    @Test
    void serviceThatCannotBeAppliedKeepsBoth() {
        service.setStatus(status(ACTIVE, EARLY));
        var stopped = stopped(Optional.of(PLAN));
        assertThat(stopped.autoscaling()).isEqualTo(service.getStatus().autoscaling());
        assertThat(autoscaled(stopped)).isEqualTo(autoscaled(service.getStatus()));
        assertThat(autoscaled(stopped(Optional.empty()))).isPresent();
    }

    @Test
    void withoutAutoscalingThereIsNeither() {
        service.setStatus(status(ACTIVE, EARLY));
        var plain = Given.plan("model: {path: /m}");
        var status = StatusComputer.planned(service, plain, seen(ACTIVE, LATE), Optional.empty(), LATE);
        assertThat(status.autoscaling()).isNull();
        assertThat(autoscaled(status)).isEmpty();
        assertThat(autoscaled(stopped(Optional.of(plain)))).isEmpty();
    }

    @Test
    void refusedObjectIsAFailure() {
        var seen = seen(ACTIVE, LATE)
                .withMissing(List.of(new Verdict(Reason.NAME_CONFLICT, "HorizontalPodAutoscaler tiny exists")));
        assertThat(autoscaled(StatusComputer.planned(service, PLAN, seen, Optional.empty(), LATE)))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("ScalingFailed"));
    }

    private EmbeddingServiceStatus stopped(Optional<Plan> plan) {
        return StatusComputer.stopped(
                service, plan, Verdict.applyFailed("no"), Observations.of(Observations.deployment(1, 1)), LATE);
    }

    private EmbeddingServiceStatus status(String condition, Instant now) {
        return StatusComputer.planned(service, PLAN, seen(condition, now), Optional.empty(), now);
    }

    private static Observation seen(String condition, Instant now) {
        return Observation.of(Optional.of(Observations.deployment(1, 1)), List.of(Observations.ready("a")), now)
                .withAutoscaler(
                        Optional.of(Given.object("""
                                metadata: {name: tiny}
                                status: {desiredReplicas: 2, lastScaleTime: "2026-11-24T10:01:00Z", conditions: [%s]}
                                """.formatted(condition), HorizontalPodAutoscaler.class)),
                        Optional.empty());
    }

    private static Optional<Condition> autoscaled(EmbeddingServiceStatus status) {
        return status.condition(Condition.AUTOSCALED);
    }
}
