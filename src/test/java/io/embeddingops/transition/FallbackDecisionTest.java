package io.embeddingops.transition;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.plan.FallbackPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the servers of spec.fallback run and serve. */
class FallbackDecisionTest {

    private static final Instant GONE = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration STAY = Duration.ofMinutes(5);
    private static final FallbackPlan STANDBY = new FallbackPlan(2, false, 30);
    private static final FallbackPlan ON_DEMAND = new FallbackPlan(2, true, 30);

    /** Two servers that are ready beside two of a fallback that are verified. */
    private static final FallbackFacts GOOD = FallbackFactsBuilder.builder()
            .replicas(2)
            .ready(2)
            .vectorsKnown(true)
            .fallbackReplicas(2)
            .fallbackReady(2)
            .fallbackRight(true)
            .serving(false)
            .unavailableSince(Optional.empty())
            .until(Optional.empty())
            .now(GONE)
            .build();

    /** No server is ready since {@link #GONE}. */
    private static final FallbackFacts OUTAGE = FallbackFactsBuilder.builder(GOOD)
            .ready(0)
            .unavailableSince(Optional.of(GONE))
            .build();

    /** An outage of a fallback that has not been started. */
    private static final FallbackFacts STOPPED = FallbackFactsBuilder.builder(OUTAGE)
            .fallbackReplicas(0)
            .fallbackReady(0)
            .fallbackRight(false)
            .build();

    @Test
    void standbyRunsWithoutServing() {
        assertThat(decide(STANDBY, GOOD)).isEqualTo(resting(2));
        assertThat(decide(STANDBY, with(GOOD).ready(1))).isEqualTo(resting(2));
    }

    @Test
    void timeOfAnOutageIsStoredInWholeSeconds() {
        var noticed = with(GOOD).ready(0).now(GONE.plusMillis(700)).build();
        var decision = FallbackDecision.of(STANDBY, noticed, STAY);
        assertThat(decision.unavailableSince()).contains(GONE);
        assertThat(decision.serves()).isFalse();
        assertThat(decision.requeueAfter()).contains(Duration.ofMillis(30_300));
    }

    @Test
    void standbyServesOnceTheTimeHasPassed() {
        assertThat(decide(STANDBY, with(OUTAGE).now(GONE.plusSeconds(30))).serves())
                .isFalse();
        assertThat(decide(STANDBY, with(OUTAGE).now(GONE.plusSeconds(31))))
                .isEqualTo(new FallbackDecision(2, true, Optional.of(GONE), Optional.empty(), Optional.empty()));
    }

    @Test
    void standbyServesAtOnceWithoutATime() {
        var atOnce = new FallbackPlan(1, false, 0);
        assertThat(decide(atOnce, with(GOOD).ready(0).now(GONE.plusMillis(700))).serves())
                .isTrue();
    }

    @Test
    void unverifiedOrUnreadyFallbackNeverServes() {
        var late = GONE.plusSeconds(3600);
        assertThat(decide(STANDBY, with(OUTAGE).now(late).fallbackRight(false)).serves())
                .isFalse();
        assertThat(decide(STANDBY, with(OUTAGE).now(late).fallbackReady(0)).serves())
                .isFalse();
        assertThat(decide(STANDBY, with(OUTAGE).now(late).vectorsKnown(false))).isEqualTo(resting(2));
    }

    @Test
    void differentVectorsEndServiceAtOnce() {
        var served = with(OUTAGE).serving(true).now(GONE.plusSeconds(60));
        assertThat(decide(STANDBY, served).serves()).isTrue();
        assertThat(decide(STANDBY, served.fallbackRight(false)).serves()).isFalse();
        assertThat(decide(STANDBY, served.fallbackRight(true).vectorsKnown(false))
                        .serves())
                .isFalse();
    }

    @Test
    void readyServerEndsServiceAtOnce() {
        assertThat(decide(STANDBY, with(OUTAGE).serving(true).ready(1).now(GONE.plusSeconds(60))))
                .isEqualTo(resting(2));
    }

    @Test
    void serviceGoesOnIfTheTimeOfTheOutageIsLost() {
        var restarted =
                with(OUTAGE).serving(true).unavailableSince(Optional.empty()).now(GONE.plusSeconds(60));
        assertThat(decide(STANDBY, restarted).serves()).isTrue();
        assertThat(decide(STANDBY, restarted.serving(false)).serves()).isFalse();
    }

    @Test
    void serviceScaledToZeroHasNoFallback() {
        var zero = with(OUTAGE).replicas(0).now(GONE.plusSeconds(60));
        assertThat(decide(STANDBY, zero)).isEqualTo(resting(0));
        assertThat(decide(ON_DEMAND, zero.serving(true))).isEqualTo(resting(0));
    }

    @Test
    void onDemandStartsOnceTheTimeHasPassed() {
        assertThat(decide(ON_DEMAND, with(STOPPED).now(GONE.plusSeconds(30))))
                .isEqualTo(new FallbackDecision(
                        0, false, Optional.of(GONE), Optional.empty(), Optional.of(Duration.ofSeconds(1))));
        assertThat(decide(ON_DEMAND, with(STOPPED).now(GONE.plusSeconds(31))))
                .isEqualTo(new FallbackDecision(2, false, Optional.of(GONE), Optional.empty(), Optional.empty()));
    }

    @Test
    void onDemandServesOnceItIsReady() {
        assertThat(decide(ON_DEMAND, with(OUTAGE).now(GONE.plusSeconds(90))))
                .isEqualTo(new FallbackDecision(2, true, Optional.of(GONE), Optional.empty(), Optional.empty()));
    }

    @Test
    void onDemandIsNotStartedWhileItIsNotNeeded() {
        assertThat(decide(ON_DEMAND, with(STOPPED).ready(1).now(GONE.plusSeconds(10))))
                .isEqualTo(resting(0));
        assertThat(decide(ON_DEMAND, with(STOPPED).vectorsKnown(false).now(GONE.plusSeconds(60))))
                .isEqualTo(resting(0));
    }

    @Test
    void onDemandStaysFiveMinutesAfterItWasNeeded() {
        var back = with(OUTAGE).serving(true).ready(1).now(GONE.plusSeconds(60).plusMillis(400));
        var until = GONE.plusSeconds(360);
        assertThat(decide(ON_DEMAND, back))
                .isEqualTo(new FallbackDecision(
                        2, false, Optional.empty(), Optional.of(until), Optional.of(Duration.ofMillis(299_600))));
        var later = with(GOOD).until(Optional.of(until));
        assertThat(decide(ON_DEMAND, later.now(until.minusSeconds(1))))
                .isEqualTo(new FallbackDecision(
                        2, false, Optional.empty(), Optional.of(until), Optional.of(Duration.ofSeconds(1))));
        assertThat(decide(ON_DEMAND, later.now(until))).isEqualTo(resting(0));
    }

    @Test
    void runningServersWaitForTheEndOfAShortOutage() {
        var until = GONE.plusSeconds(10);
        var again = with(OUTAGE).until(Optional.of(until)).now(GONE.plusSeconds(20));
        assertThat(decide(ON_DEMAND, again))
                .isEqualTo(new FallbackDecision(
                        2, false, Optional.of(GONE), Optional.of(until), Optional.of(Duration.ofSeconds(11))));
        assertThat(decide(ON_DEMAND, again.now(GONE.plusSeconds(31))))
                .isEqualTo(new FallbackDecision(2, true, Optional.of(GONE), Optional.empty(), Optional.empty()));
        assertThat(decide(ON_DEMAND, again.ready(1))).isEqualTo(resting(0));
    }

    @Test
    void standbyHasNoEnd() {
        var changed = with(GOOD).until(Optional.of(GONE.plusSeconds(10)));
        assertThat(decide(STANDBY, changed)).isEqualTo(resting(2));
    }

    private static FallbackDecision decide(FallbackPlan plan, FallbackFactsBuilder facts) {
        return decide(plan, facts.build());
    }

    private static FallbackDecision decide(FallbackPlan plan, FallbackFacts facts) {
        return FallbackDecision.of(plan, facts, STAY);
    }

    private static FallbackDecision resting(int replicas) {
        return new FallbackDecision(replicas, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static FallbackFactsBuilder with(FallbackFacts facts) {
        return FallbackFactsBuilder.builder(facts);
    }
}
