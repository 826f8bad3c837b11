package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.resources.ServerService;
import io.embeddingops.status.Reason;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyErrorsTest {

    @Test
    void lastsWhenTheNameIsTaken() {
        assertThat(ApplyErrors.lasting(failed(new NameConflictException("Service", "qwen"))))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.NAME_CONFLICT);
                    assertThat(verdict.message()).startsWith("Service qwen exists");
                });
    }

    @Test
    void lastsWhenTheApiServerFindsTheObjectInvalid() {
        assertThat(ApplyErrors.lasting(failed(refused(422, "spec.ports: must not be empty"))))
                .contains(new Verdict(
                        Reason.INVALID_SPEC, "spec was refused by the API server: spec.ports: must not be empty"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409, 429, 500, 503})
    void passesWhenAnotherTryMayCureIt(int code) {
        assertThat(ApplyErrors.lasting(failed(refused(code, "no")))).isEmpty();
    }

    @Test
    void isNothingWhenAllWentWell() {
        assertThat(ApplyErrors.lasting(WorkflowReconcileResult.EMPTY)).isEmpty();
    }

    @Test
    void saysTheApiServersSentenceHoweverItIsWrapped() {
        var aggregate =
                new AggregatedOperatorException("Exception(s)", Map.of("Service", refused(403, "quota is used up")));
        assertThat(ApplyErrors.passing(new OperatorException(aggregate)))
                .isEqualTo(new Verdict(Reason.APPLY_FAILED, "quota is used up"));
    }

    @Test
    void saysWhatIsKnownOfOtherErrors() {
        assertThat(ApplyErrors.passing(new KubernetesClientException("x", new ConnectException("refused")))
                        .message())
                .isEqualTo("refused");
        assertThat(ApplyErrors.passing(new IllegalStateException("odd")).message())
                .isEqualTo("odd");
        assertThat(ApplyErrors.passing(new NullPointerException()).message()).isEqualTo("NullPointerException");
        assertThat(ApplyErrors.passing(new AggregatedOperatorException("all is well", Map.of()))
                        .message())
                .startsWith("all is well");
    }

    @Test
    void knowsThatTheOperatorStops() {
        var rejected = new RejectedExecutionException("shut down");
        assertThat(ApplyErrors.passingInSilence(new OperatorException(rejected)))
                .isTrue();
        assertThat(ApplyErrors.passingInSilence(
                        new OperatorException(new AggregatedOperatorException("x", Map.of("Service", rejected)))))
                .isTrue();
        assertThat(ApplyErrors.passingInSilence(new OperatorException(refused(500, "no"))))
                .isFalse();
        assertThat(ApplyErrors.passingInSilence(new AggregatedOperatorException("x", Map.of())))
                .isFalse();
    }

    private static KubernetesClientException refused(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }

    private static WorkflowReconcileResult failed(Exception error) {
        return new Failed(Map.of(new Child<>(Service.class, ServerService::build), error));
    }

    @SuppressWarnings("rawtypes")
    private record Failed(Map<DependentResource, Exception> errors) implements WorkflowReconcileResult {
        @Override
        public Map<DependentResource, Exception> getErroredDependents() {
            return errors;
        }
    }
}
