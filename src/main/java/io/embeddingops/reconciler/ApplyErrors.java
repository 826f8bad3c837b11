package io.embeddingops.reconciler;

import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Rejection;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** Classifies errors: permanent until somebody edits something, transient, or expected. */
final class ApplyErrors {

    private static final int UNPROCESSABLE = 422;

    private ApplyErrors() {}

    /** The verdict on an error that stays until somebody edits something. */
    static Optional<Verdict> permanent(Exception error) {
        if (error instanceof NameConflictException conflict) {
            return Optional.of(conflict.verdict());
        } else if (error instanceof KubernetesClientException refused && refused.getCode() == UNPROCESSABLE) {
            return Optional.of(Verdict.invalid(new Rejection(
                    List.of(new FieldError("spec", "was refused by the API server: " + sentence(refused))))));
        }
        return Optional.empty();
    }

    /** The verdict on an error that is retried. */
    static Verdict transientFailure(Exception error) {
        return Verdict.applyFailed(sentence(error));
    }

    /** Whether the error needs no report: an object had changed since it was read, or the operator is stopping. */
    static boolean isExpectedConflict(Throwable error) {
        if (error instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return true;
        }
        return error instanceof RejectedExecutionException
                || error.getCause() != null && isExpectedConflict(error.getCause());
    }

    /** The API server's message, or the cause if there was no response. */
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
