package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.PlanBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The states of a transition and of a fallback, by the name of their file. */
final class TransitionStates {

    private TransitionStates() {}

    static Map<String, EmbeddingServiceStatus> all() {
        var pending = SideBySide.judged(Optional.empty(), Optional.empty());
        var crashed = Observations.placed("tiny-b-1", "False 10:00:01", """
                restartCount: 1
                state: {waiting: {reason: CrashLoopBackOff}}
                lastState: {terminated: {exitCode: 1, reason: Error, message: "no such model"}}
                """);
        var complete = SideBySide.status(null, SideBySide.verified());
        var stuck = SideBySide.otherUnscheduled("tiny-b", 1);
        stuck.deployment()
                .orElseThrow()
                .setStatus(Observations.deployment(1, """
                        replicas: 1
                        updatedReplicas: 1
                        conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}]
                        """).getStatus());
        var states = new TreeMap<String, EmbeddingServiceStatus>();
        states.put(
                "1-starting",
                SideBySide.status(null, SideBySide.candidate(SideBySide.otherLoading("tiny-b"), pending)));
        states.put(
                "2-waiting-for-resources",
                SideBySide.status(null, SideBySide.candidate(SideBySide.otherUnscheduled("tiny-b", 1), pending)));
        states.put("2-waiting-past-the-deadline", SideBySide.status(null, SideBySide.candidate(stuck, pending)));
        states.put(
                "3-failing",
                SideBySide.status(
                        null,
                        SideBySide.candidate(
                                SideBySide.other("tiny-b", Observations.deployment(1, 0), crashed), pending)));
        states.put(
                "4-verifying", SideBySide.status(null, SideBySide.candidate(SideBySide.otherReady("tiny-b"), pending)));
        states.put(
                "4-wrong-embeddings",
                SideBySide.status(
                        null,
                        SideBySide.candidate(SideBySide.otherReady("tiny-b"), SideBySide.failed(SideBySide.NEW))));
        states.put("5-waiting-for-acceptance", complete);
        states.put("6-moving", SideBySide.flipped(complete, true));
        states.put("7-retained", SideBySide.flipped(complete, false));
        states.put("8-gone-back", SideBySide.status(SideBySide.flipped(complete, false), SideBySide.verified()));
        states.put("fallback-serving", fallback(SideBySide.otherLoading("tiny"), true));
        states.put("fallback-standby", fallback(SideBySide.ready(), false));
        return states;
    }

    private static EmbeddingServiceStatus fallback(Observation seen, boolean serving) {
        var plan = Given.plan("{model: {path: /models/tiny}, fallback: {}}");
        var fallback = new Fallback(
                PlanBuilder.builder(plan.withServers("tiny-fallback"))
                        .replicas(1)
                        .build(),
                SideBySide.otherReady("tiny-fallback"),
                Optional.of(SideBySide.inUse()),
                serving,
                serving ? Optional.of(Observations.at("10:00:10")) : Optional.empty(),
                Optional.empty());
        return StatusComputer.planned(
                SideBySide.service(null),
                plan,
                seen.withFallback(Optional.of(fallback)),
                Optional.of(SideBySide.inUse()),
                Observations.NOW);
    }
}
