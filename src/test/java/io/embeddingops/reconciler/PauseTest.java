package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Call;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the API server refused is not sent again with each event. */
class PauseTest extends LoopTest {

    private static final String POLICY =
            "deployments.apps \"qwen\" is forbidden: ValidatingAdmissionPolicy 'freeze' with binding 'all' denied request: no";

    /** The longest pause is that of production: the pauses under test must not end during a slow test. */
    @Override
    Pacing pacing() {
        return new Pacing(Duration.ofMillis(200), Duration.ofMillis(300), Pacing.DEFAULT.longestRetry());
    }

    @Test
    void answerWithStatus500IsNotRepeatedWithinAPass() {
        start();
        cluster.refuse("/deployments/", 500, "etcd is away");
        create(SPEC);
        awaitReason("ApplyFailed");
        assertThat(cluster.calls(Call::writes).stream()
                        .takeWhile(call -> !STATUS_WRITES.test(call))
                        .filter(call -> call.to("/deployments/")))
                .hasSize(1);
    }

    @Test
    void eventsOfAnInvalidServiceCauseNoAttempts() {
        startWithReadyService();
        cluster.refuse("/deployments/", 422, "Deployment.apps \"qwen\" is invalid: spec.template: too odd");
        change("{model: {path: /models/other}}");
        awaitReason("InvalidSpec");
        var attempts = cluster.calls(APPLIES).size();
        awaitReconciled(() -> workload().touchPod("once"));
        assertThat(cluster.calls(APPLIES)).hasSize(attempts);
    }

    @Test
    void annotationOfTheServiceStartsAnAttempt() {
        startWithReadyService();
        cluster.refuse("/deployments/", 422, POLICY);
        change("{model: {path: /models/other}}");
        awaitReason("AdmissionRefused");
        cluster.accept();
        raw().edit(service -> with(service, resource -> resource.getMetadata().setAnnotations(Map.of("try", "now"))));
        eventually(() -> assertThat(condition("Ready").reason()).isNotEqualTo("AdmissionRefused"));
    }

    @Test
    void refusalIsReportedOnceAndPasses() {
        start();
        cluster.refuse("/deployments/", 422, POLICY);
        create(SPEC);
        awaitReason("AdmissionRefused");
        eventually(() -> assertThat(cluster.calls(call -> call.writes() && call.to("/deployments/")))
                .hasSizeGreaterThan(2));
        cluster.accept();
        awaitReason("RolloutInProgress");
        assertThat(eventReasons()).containsExactly("AdmissionRefused", "RolloutInProgress");
        assertThat(metrics.counter("embedding_operator_failed_attempts").count())
                .isZero();
    }
}
