package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.Given;
import io.embeddingops.guard.Judgement;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ready says while there are servers beside those in use. */
class TransitionChecksTest {

    private static final Judgement PENDING = SideBySide.judged(Optional.empty(), Optional.empty());
    private static final String ID = SideBySide.NEW.id();

    @Test
    void newServersStart() {
        assertThat(ready(SideBySide.candidate(SideBySide.otherLoading("tiny-b"), PENDING)))
                .isEqualTo(
                        "False TransitionInProgress the new servers beside those in use (Deployment tiny-b): pod tiny-b-1"
                                + " has been loading the model since 2026-11-24T10:00:20Z and must finish by 2026-11-24T10:10:20Z"
                                + " (spec.health.startupTimeoutSeconds: 600)");
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void newServersWaitForResources(int replicas, boolean canBeFewer) {
        var message = ready(SideBySide.candidate(SideBySide.otherUnscheduled("tiny-b", replicas), PENDING));
        assertThat(message)
                .isEqualTo(
                        "False TransitionWaiting the new servers beside those in use (Deployment tiny-b): pod tiny-b-1"
                                + " cannot be scheduled: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu. The servers in use"
                                + " keep serving. Free the resources or add a node"
                                + (canBeFewer
                                        ? ", start fewer new servers with spec.vectorSpace.candidateReplicas"
                                        : "")
                                + ", or set spec.vectorSpace.transition to InPlace, which replaces the servers in use");
    }

    @ParameterizedTest
    @CsvSource({"'exceeded quota: gpus', TransitionWaiting", "'admission webhook denied the request', PodCreationFailed"
    })
    void quotaIsAResource(String message, String reason) {
        var deployment = Observations.deployment(1, """
                conditions: [{type: ReplicaFailure, status: "True", message: "%s"}]
                """.formatted(message));
        assertThat(ready(SideBySide.candidate(SideBySide.other("tiny-b", deployment), PENDING)))
                .startsWith(
                        "False " + reason + " the new servers beside those in use (Deployment tiny-b): pods cannot be"
                                + " created: " + message);
    }

    @Test
    void failureOfTheNewServersKeepsItsReason() {
        var crashed = Observations.placed("tiny-b-1", "False 10:00:01", """
                restartCount: 1
                state: {waiting: {reason: CrashLoopBackOff}}
                lastState: {terminated: {exitCode: 1, reason: Error, message: "no such model"}}
                """);
        assertThat(ready(SideBySide.candidate(
                        SideBySide.other("tiny-b", Observations.deployment(1, 0), crashed), PENDING)))
                .startsWith(
                        "False ModelLoadFailed the new servers beside those in use (Deployment tiny-b): pod tiny-b-1");
    }

    @Test
    void newServersAreVerified() {
        assertThat(ready(SideBySide.candidate(SideBySide.otherReady("tiny-b"), PENDING)))
                .isEqualTo(
                        "False TransitionInProgress the new servers beside those in use (Deployment tiny-b): no server"
                                + " with the current spec has been verified yet; verification starts when one is ready");
        var half = SideBySide.judged(Optional.of(SideBySide.NEW), Optional.of(SideBySide.NEW), Optional.empty());
        assertThat(ready(SideBySide.candidate(SideBySide.otherReady("tiny-b"), half)))
                .isEqualTo(
                        "False TransitionInProgress the new servers beside those in use (Deployment tiny-b): not all of"
                                + " them have been verified yet");
    }

    @Test
    void wrongEmbeddingsOfTheNewServersAreAFailure() {
        assertThat(ready(SideBySide.candidate(SideBySide.otherReady("tiny-b"), SideBySide.failed(SideBySide.NEW))))
                .isEqualTo("False NotVerified the new servers beside those in use (Deployment tiny-b): their embeddings"
                        + " failed verification: pod p: the same text got different vectors");
    }

    @Test
    void completeServersWaitForAcceptance() {
        var waiting =
                "True Ready 1 of 1 replicas are ready; the new servers beside those in use (Deployment tiny-b) are"
                        + " ready at http://tiny-next.ai.svc:30000/v1 and return vectors with id " + ID
                        + " (2 dimensions, cosine 0.000 to those in use): to move the Service to them, set spec.vectorSpace.";
        assertThat(ready(SideBySide.verified())).isEqualTo(waiting + "id to " + ID);
        assertThat(ready(plan("configMapName: staging"), SideBySide.verified()))
                .isEqualTo(waiting + "configMapName to a ConfigMap with these vectors, or remove it and set"
                        + " spec.vectorSpace.id to " + ID);
    }

    /** The stored vectors are not yet those of the candidate. */
    @Test
    void otherVectorsThanExpectedAreNoFailureOfACandidate() {
        var differs = SideBySide.judged(Optional.of(SideBySide.OLD), Optional.of(SideBySide.NEW));
        assertThat(differs.verified().reason()).isEqualTo("VectorSpaceChanged");
        assertThat(ready(SideBySide.candidate(SideBySide.otherReady("tiny-b"), differs)))
                .startsWith("True Ready ");
    }

    @Test
    void sameVectorsNeedNoAcceptance() {
        var same = SideBySide.judged(Optional.of(SideBySide.OLD), Optional.of(SideBySide.OLD));
        assertThat(ready(SideBySide.candidate(SideBySide.otherReady("tiny-b"), same)))
                .isEqualTo("False TransitionInProgress the new servers beside those in use (Deployment tiny-b): their"
                        + " vectors are those in use, so the servers in use get the current spec");
    }

    @Test
    void acceptedServersAreMovedTo() {
        var moving =
                "False TransitionInProgress the Service is being moved from the servers of Deployment tiny to those of"
                        + " Deployment tiny-b";
        assertThat(ready(plan("id: " + ID), SideBySide.verified())).isEqualTo(moving);
        assertThat(text(SideBySide.flipped(null, true))).isEqualTo(moving);
    }

    @Test
    void retainedServersAreNamed() {
        assertThat(text(SideBySide.flipped(null, false)))
                .isEqualTo("True Ready 1 of 1 replicas are ready; the servers that served before (Deployment tiny) stay"
                        + " until 2026-11-24T10:40:00Z: to go back, set spec.vectorSpace.id to " + SideBySide.OLD.id());
    }

    @Test
    void newServersWithoutReplicasAreNamed() {
        var stopped = SideBySide.other("tiny-b", Observations.deployment(0, 0));
        assertThat(ready(SideBySide.candidate(stopped, PENDING)))
                .isEqualTo(
                        "True Ready 1 of 1 replicas are ready; the new servers beside those in use (Deployment tiny-b)"
                                + " have 0 replicas, so their vectors are not verified: set spec.vectorSpace.candidateReplicas or"
                                + " spec.replicas");
    }

    @Test
    void causeOfTheServersInUseComesFirst() {
        var waiting = SideBySide.candidate(SideBySide.otherUnscheduled("tiny-b", 1), PENDING);
        var loading = SideBySide.otherLoading("tiny").withBeside(Optional.of(waiting));
        assertThat(Checks.verdict(SideBySide.PLAN, loading).reason()).isEqualTo(Reason.LOADING_MODEL);
    }

    @Test
    void transitionComesBeforeAnAddressOfTheLoadBalancer() {
        var pending = Given.object("metadata: {name: tiny}\nspec: {type: LoadBalancer}\nstatus: {}", Service.class);
        var seen = SideBySide.ready().withService(Optional.of(pending));
        assertThat(Checks.verdict(SideBySide.PLAN, seen).reason()).isEqualTo(Reason.LOAD_BALANCER_PENDING);
        var waiting = SideBySide.candidate(SideBySide.otherUnscheduled("tiny-b", 1), PENDING);
        assertThat(Checks.verdict(SideBySide.PLAN, seen.withBeside(Optional.of(waiting)))
                        .reason())
                .isEqualTo(Reason.TRANSITION_WAITING);
    }

    @Test
    void deadlineOfTheNewServersStalls() {
        var stuck = Observations.deployment(1, """
                replicas: 1
                updatedReplicas: 1
                conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}]
                """);
        var beside = SideBySide.candidate(SideBySide.other("tiny-b", stuck), PENDING);
        assertThat(SideBySide.status(null, beside).condition(Condition.STALLED)).isPresent();
        assertThat(SideBySide.status(null, beside).condition(Condition.READY))
                .hasValueSatisfying(is -> assertThat(is.reason()).isEqualTo("TransitionInProgress"));
        assertThat(SideBySide.status(null, SideBySide.candidate(SideBySide.otherLoading("tiny-b"), PENDING))
                        .condition(Condition.STALLED))
                .isEmpty();
    }

    private static Plan plan(String vectorSpace) {
        return Given.plan(
                "{model: {path: /models/tiny}, vectorSpace: {transition: SideBySide, %s}}".formatted(vectorSpace));
    }

    private static String ready(Beside beside) {
        return text(SideBySide.status(null, beside));
    }

    private static String ready(Plan plan, Beside beside) {
        return text(StatusComputer.planned(
                SideBySide.service(null),
                plan,
                SideBySide.ready().withBeside(Optional.of(beside)),
                Optional.of(SideBySide.inUse()),
                Observations.NOW));
    }

    private static String text(EmbeddingServiceStatus status) {
        var ready = status.condition(Condition.READY).orElseThrow();
        return ready.status() + " " + ready.reason() + " " + ready.message();
    }
}
