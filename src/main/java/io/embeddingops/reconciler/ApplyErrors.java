package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.reconciler.Failure.Retry;
import io.embeddingops.status.Reason;
import io.embeddingops.status.RefusedWrite;
import io.embeddingops.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** Classifies the errors of a pass. */
final class ApplyErrors {

    private static final String SERVICES = HasMetadata.getPlural(EmbeddingService.class);
    private static final String UNREACHABLE =
            "the API server cannot be reached or did not answer in time; the operator tries again";

    private ApplyErrors() {}

    /** What follows from an error that is no bug of the operator; empty if it is one. */
    static Optional<Failure> expected(RuntimeException error) {
        if (isExpectedConflict(error)) {
            return Optional.of(new Failure(Optional.empty(), Retry.WITH_NEXT_EVENT));
        } else if (error instanceof WriteException refused) {
            return Optional.of(answered(refused.write(), refused.answer()));
        } else if (error instanceof KubernetesClientException failed) {
            return Optional.of(
                    isOfService(failed)
                            ? new Failure(Optional.empty(), Retry.AFTER_PAUSE)
                            : answered(request(failed), failed));
        } else if (error.getCause() instanceof RuntimeException cause) {
            return expected(cause);
        }
        return Optional.empty();
    }

    private static Failure answered(RefusedWrite write, KubernetesClientException error) {
        if (error.getCode() <= 0) {
            return new Failure(Optional.of(Verdict.applyFailed(UNREACHABLE)), Retry.WITH_NEXT_EVENT);
        }
        var verdict = write.verdict(status(error));
        return new Failure(
                Optional.of(verdict), verdict.reason() == Reason.INVALID_SPEC ? Retry.AFTER_EDIT : Retry.AFTER_PAUSE);
    }

    private static Status status(KubernetesClientException error) {
        return Optional.ofNullable(error.getStatus())
                .filter(found -> found.getMessage() != null)
                .orElseGet(() -> new StatusBuilder().withCode(error.getCode()).build());
    }

    /** Whether the request was for the service or its status, so that the status cannot report the failure. */
    private static boolean isOfService(KubernetesClientException error) {
        return SERVICES.equals(error.getResourcePlural());
    }

    private static RefusedWrite request(KubernetesClientException error) {
        return new RefusedWrite(
                Objects.requireNonNullElse(error.getResourcePlural(), "an object"),
                Objects.requireNonNullElse(error.getName(), "of the service"),
                Optional.empty());
    }

    /** Whether the error needs no report: an object had changed since it was read, or the operator is stopping. */
    static boolean isExpectedConflict(Throwable error) {
        if (error instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return true;
        }
        return error instanceof RejectedExecutionException
                || isOutdatedCache(error)
                || error.getCause() != null && isExpectedConflict(error.getCause());
    }

    /** JOSDK waits after a conflict for its cache to change, and throws this without a cause if it does not. */
    private static boolean isOutdatedCache(Throwable error) {
        return error instanceof OperatorException && error.getCause() == null;
    }

    /** The API server's message, or the cause if there was no response. For the log only. */
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
