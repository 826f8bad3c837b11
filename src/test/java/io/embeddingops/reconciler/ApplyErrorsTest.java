package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.reconciler.Failure.Retry;
import io.embeddingops.status.Reason;
import io.embeddingops.status.RefusedWrite;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "422, Deployment.apps \"qwen\" is invalid: spec.ports: must not be empty, InvalidSpec, AFTER_EDIT",
        "422, ValidatingAdmissionPolicy 'a' denied request: no, AdmissionRefused, AFTER_PAUSE",
        "401, Unauthorized, ApplyFailed, AFTER_PAUSE",
        "403, no, ApplyFailed, AFTER_PAUSE",
        "404, no, ApplyFailed, AFTER_PAUSE",
        "429, no, ApplyFailed, AFTER_PAUSE",
        "500, no, ApplyFailed, AFTER_PAUSE",
        "503, no, ApplyFailed, AFTER_PAUSE"
    })
    void answerDecidesReasonAndRetry(int code, String message, String reason, Retry retry) {
        var failure = ApplyErrors.expected(write(refused(code, message))).orElseThrow();
        assertThat(failure.verdict()).map(Verdict::reason).map(Reason::toString).contains(reason);
        assertThat(failure.retry()).isEqualTo(retry);
    }

    @Test
    void wrappedAnswerIsReported() {
        assertThat(ApplyErrors.expected(new OperatorException(write(refused(500, "etcd is away"))))
                        .flatMap(Failure::verdict))
                .contains(Verdict.applyFailed("Service qwen: the API server answered with an error: etcd is away; the"
                        + " operator tries again"));
    }

    @Test
    void missingAnswerIsReportedWithoutTheTextOfAnException() {
        assertThat(ApplyErrors.expected(new KubernetesClientException("x", new ConnectException("refused"))))
                .contains(new Failure(
                        Optional.of(
                                Verdict.applyFailed(
                                        "the API server cannot be reached or did not answer in time; the operator tries again")),
                        Retry.WITH_NEXT_EVENT));
    }

    @Test
    void bugsAreNotExpected() {
        assertThat(ApplyErrors.expected(new IllegalStateException("odd"))).isEmpty();
        assertThat(ApplyErrors.expected(new OperatorException(new NullPointerException())))
                .isEmpty();
    }

    @Test
    void conflictsAndTheShutdownSayNothingAboutTheService() {
        var quiet = new Failure(Optional.empty(), Retry.WITH_NEXT_EVENT);
        assertThat(ApplyErrors.expected(write(refused(409, "modified")))).contains(quiet);
        assertThat(ApplyErrors.expected(new RejectedExecutionException("shut down")))
                .contains(quiet);
        assertThat(ApplyErrors.expected(new OperatorException(new RejectedExecutionException("shut down"))))
                .contains(quiet);
        assertThat(ApplyErrors.expected(new OperatorException("Timeout of resource polling from cache for resource")))
                .contains(quiet);
        assertThat(ApplyErrors.isExpectedConflict(new OperatorException(refused(500, "no"))))
                .isFalse();
    }

    private static WriteException write(KubernetesClientException answer) {
        return new WriteException(new RefusedWrite("Service", "qwen", Optional.empty()), answer);
    }

    private static KubernetesClientException refused(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }
}
