package io.embeddingops.reconciler;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Rejection;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** Tells errors that wait for somebody's edit from those that another try may cure. */
final class ApplyErrors {

    private static final int UNPROCESSABLE = 422;

    private ApplyErrors() {}

    /** The verdict if applying failed for good. */
    static Optional<Verdict> lasting(Exception error) {
        if (error instanceof NameConflictException conflict) {
            return Optional.of(Verdict.conflict(conflict.kind(), conflict.name()));
        } else if (error instanceof KubernetesClientException refused && refused.getCode() == UNPROCESSABLE) {
            return Optional.of(Verdict.invalid(new Rejection(
                    List.of(new FieldError("spec", "was refused by the API server: " + sentence(refused))))));
        }
        return Optional.empty();
    }

    /** The verdict on an error that is tried again. */
    static Verdict passing(Exception error) {
        return Verdict.applyFailed(sentence(error));
    }

    /** Whether it says nothing about the service: the operator stops, or the object had changed since it was read. */
    static boolean passingInSilence(Throwable error) {
        if (error instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return true;
        }
        return error instanceof RejectedExecutionException
                || error.getCause() != null && passingInSilence(error.getCause());
    }

    /** What the API server said, or what kept it from being asked. */
    static String sentence(Throwable error) {
        if (error instanceof KubernetesClientException refused
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null) {
            return refused.getStatus().getMessage();
        } else if (error.getCause() != null) {
            return sentence(error.getCause());
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
