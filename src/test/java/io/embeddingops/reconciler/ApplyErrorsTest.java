package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.ConnectException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyErrorsTest {

    @Test
    void nameConflictIsPermanent() {
        assertThat(ApplyErrors.permanent(new NameConflictException(Verdict.conflict("Service", "qwen"))))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.NAME_CONFLICT);
                    assertThat(verdict.message()).startsWith("Service qwen already exists");
                });
    }

    @Test
    void unprocessableObjectIsPermanent() {
        assertThat(ApplyErrors.permanent(refused(422, "spec.ports: must not be empty")))
                .contains(new Verdict(
                        Reason.INVALID_SPEC, "spec was refused by the API server: spec.ports: must not be empty"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409, 429, 500, 503})
    void otherStatusCodesAreNotPermanent(int code) {
        assertThat(ApplyErrors.permanent(refused(code, "no"))).isEmpty();
    }

    @Test
    void messageOfAWrappedApiServerErrorIsReported() {
        assertThat(ApplyErrors.transientFailure(new OperatorException(refused(403, "quota is used up"))))
                .isEqualTo(new Verdict(Reason.APPLY_FAILED, "quota is used up"));
    }

    @Test
    void otherErrorsAreReportedByCauseMessageOrClass() {
        assertThat(ApplyErrors.transientFailure(new KubernetesClientException("x", new ConnectException("refused")))
                        .message())
                .isEqualTo("refused");
        assertThat(ApplyErrors.transientFailure(new IllegalStateException("odd"))
                        .message())
                .isEqualTo("odd");
        assertThat(ApplyErrors.transientFailure(new NullPointerException()).message())
                .isEqualTo("NullPointerException");
    }

    @Test
    void rejectedExecutionAtShutdownIsExpected() {
        var rejected = new RejectedExecutionException("shut down");
        assertThat(ApplyErrors.isExpectedConflict(new OperatorException(rejected)))
                .isTrue();
        assertThat(ApplyErrors.isExpectedConflict(new OperatorException(refused(500, "no"))))
                .isFalse();
    }

    private static KubernetesClientException refused(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }
}
