package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.guard.Guard;
import io.embeddingops.guard.Judgement;
import io.embeddingops.guard.PodVerification;
import io.embeddingops.guard.VectorSpaceState;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.Plan;
import io.embeddingops.verification.Finding;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Problem;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Texts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Servers in use and servers beside them, with what verification has found. */
final class SideBySide {

    static final String SPEC = "{model: {path: /models/tiny}, vectorSpace: {transition: SideBySide}}";
    static final Plan PLAN = Given.plan(SPEC);
    static final Plan NEXT = Given.plan("{model: {path: /models/other}, vectorSpace: {transition: SideBySide}}")
            .withServers("tiny-b");
    static final Instant UNTIL = Observations.at("10:40:00");

    /** Vectors of two models, with a cosine of 0. */
    static final Fingerprint OLD = vectors(0);

    static final Fingerprint NEW = vectors(1);

    private SideBySide() {}

    /** A vector of two numbers for each text: all the same. */
    private static Fingerprint vectors(int component) {
        var vector = new float[2];
        vector[component] = 1;
        return Fingerprint.of(Texts.ALL.stream().map(text -> vector).toList());
    }

    static EmbeddingService service(EmbeddingServiceStatus before) {
        var service = Given.service(SPEC);
        service.setStatus(before);
        return service;
    }

    /** Servers that are ready. */
    static Observation ready() {
        return Observations.of(Observations.deployment(1, 1), Observations.ready("a"));
    }

    /** The objects of other servers of that name. */
    static Observation other(String name, Deployment deployment, Pod... pods) {
        deployment.getMetadata().setName(name);
        return Observations.of(deployment, pods);
    }

    /** A server that is ready. */
    static Observation otherReady(String name) {
        return other(name, Observations.deployment(1, 1), Observations.ready(name + "-1"));
    }

    /** A server that loads its model. */
    static Observation otherLoading(String name) {
        return other(name, Observations.deployment(1, 0), Observations.placed(name + "-1", "False 10:00:01", """
                started: false
                state: {running: {startedAt: "2026-11-24T10:00:20Z"}}
                """));
    }

    /** A server for which no node has room. */
    static Observation otherUnscheduled(String name, int replicas) {
        return other(name, Observations.deployment(replicas, 0), Observations.pod(name + "-1", """
                phase: Pending
                conditions:
                  - type: PodScheduled
                    status: "False"
                    reason: Unschedulable
                    message: "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."
                """));
    }

    /** The judgement of pods, each with what it returns; without a vector it has not been verified. */
    @SafeVarargs
    static Judgement judged(Optional<Fingerprint> inUse, Optional<Fingerprint>... pods) {
        var reports = new ArrayList<Optional<Report>>();
        for (var vectors : pods) {
            reports.add(vectors.map(found -> Report.of(List.of(), Optional.of(found))));
        }
        return ofReports(inUse, reports);
    }

    /** The judgement of a server whose embeddings are wrong. */
    static Judgement failed(Fingerprint inUse) {
        var wrong = Report.of(
                List.of(new Finding(Problem.UNSTABLE_EMBEDDINGS, "the same text got different vectors")),
                Optional.empty());
        return ofReports(Optional.of(inUse), List.of(Optional.of(wrong)));
    }

    private static Judgement ofReports(Optional<Fingerprint> inUse, List<Optional<Report>> pods) {
        var spaces = new VectorSpaces(
                inUse.map(vectors -> new InUse(vectors, Observations.NOW)), Optional.empty(), Optional.empty());
        return Guard.judge(
                PLAN.verification(),
                new VectorSpaceState(spaces, Optional.empty(), Optional.empty(), Optional.empty()),
                pods.stream()
                        .map(report -> new PodVerification("p", true, true, report, 0, report.isPresent()))
                        .toList(),
                Observations.NOW);
    }

    /** The judgement of the servers in use. */
    static Judgement inUse() {
        return judged(Optional.of(OLD), Optional.of(OLD));
    }

    /** New servers with that judgement. */
    static Beside candidate(Observation seen, Judgement judgement) {
        return new Beside(Beside.Role.CANDIDATE, NEXT, seen, Optional.of(judgement), Optional.empty(), false);
    }

    /** New servers whose vectors have been verified. */
    static Beside verified() {
        return candidate(otherReady("tiny-b"), judged(Optional.of(NEW), Optional.of(NEW)));
    }

    /** Old servers beside those that the Service selects now. */
    static Beside retained(boolean moving) {
        return new Beside(
                Beside.Role.RETAINED,
                PLAN,
                otherReady("tiny"),
                Optional.of(judged(Optional.of(OLD), Optional.of(OLD))),
                Optional.of(UNTIL),
                moving);
    }

    /** The status of servers that are ready, with those beside them. */
    static EmbeddingServiceStatus status(EmbeddingServiceStatus before, Beside beside) {
        return status(before, PLAN, inUse(), beside);
    }

    /** The status after the Service was moved to the new servers. */
    static EmbeddingServiceStatus flipped(EmbeddingServiceStatus before, boolean moving) {
        return status(before, NEXT, judged(Optional.of(NEW), Optional.of(NEW)), retained(moving));
    }

    static EmbeddingServiceStatus status(EmbeddingServiceStatus before, Plan plan, Judgement judgement, Beside beside) {
        return StatusComputer.planned(
                service(before),
                plan,
                ready().withBeside(Optional.of(beside)),
                Optional.of(judgement),
                Observations.NOW);
    }
}
