package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import org.junit.jupiter.api.Test;

/** Transient failures are retried, and reported until they are resolved. */
class FailureTest extends LoopTest {

    @Test
    void failureIsReportedAndRetried() {
        start();
        cluster.refuse("/deployments/", 500, "etcd is away");
        create(SPEC);
        awaitReason("ApplyFailed");
        assertThat(condition(Condition.READY).message())
                .isEqualTo(
                        "Deployment qwen: the API server answered with an error: etcd is away; the operator tries again");
        assertThat(condition(Condition.RECONCILING).holds()).isTrue();
        assertThat(endpoint().get()).isNotNull();

        cluster.accept();
        awaitReason("RolloutInProgress");
        assertThat(deployment().get()).isNotNull();
        assertThat(eventReasons()).containsExactly("ApplyFailed", "RolloutInProgress");
    }

    @Test
    void repeatedFailureIsReportedOnce() {
        startWithReadyService();
        cluster.refuse("/deployments/", 500, "etcd is away");
        change("{model: {path: /models/other}}");
        awaitReason("ApplyFailed");
        var attempts = cluster.calls(APPLIES).size();
        eventually(() -> assertThat(cluster.calls(APPLIES)).hasSizeGreaterThan(attempts));
        awaitIdle();
        assertThat(eventReasons()).containsExactly("Ready", "ApplyFailed");
    }

    @Test
    void failedEventDoesNotStopReconciliation() {
        start();
        cluster.refuse("/events", 403, "events is forbidden");
        create("{model: {path: models/m}}");
        awaitReason("InvalidSpec");
        change(SPEC);
        awaitReason("RolloutInProgress");
        assertThat(deployment().get()).isNotNull();
        assertThat(cluster.calls(call -> call.writes() && call.to("/events"))).hasSize(2);
        assertThat(metrics.find("operator.sdk.reconciliations.failed").counters())
                .isEmpty();
    }

    @Test
    void failedStatusWriteIsRetriedAndReportedOnce() {
        start();
        cluster.refuse("/embeddingservices/", 500, "etcd is away");
        create("{model: {path: models/m}}");
        eventually(() -> assertThat(cluster.calls(STATUS_WRITES)).hasSizeGreaterThan(1));
        cluster.accept();
        awaitReason("InvalidSpec");
        assertThat(eventReasons()).containsExactly("InvalidSpec");
    }

    @Test
    void serviceDeletedDuringReconciliationIsNoFailure() {
        start();
        cluster.refuse("/embeddingservices/", 404, "embeddingservices.embeddingops.io \"tiny\" not found");
        create("{model: {path: models/m}}");
        eventually(() -> assertThat(cluster.calls(STATUS_WRITES)).isNotEmpty());
        awaitIdle();
        assertThat(cluster.calls(STATUS_WRITES)).hasSize(1);
        assertThat(eventReasons()).isEmpty();
        assertThat(metrics.find("operator.sdk.reconciliations.failed").counters())
                .isEmpty();
    }
}
