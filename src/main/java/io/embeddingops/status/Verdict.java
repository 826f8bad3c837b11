package io.embeddingops.status;

import io.embeddingops.plan.Rejection;

/**
 * The state of a service: a reason and a message.
 *
 * @param message must not change with time alone, since each change is a write
 */
public record Verdict(Reason reason, String message) {

    /** The spec is invalid. */
    public static Verdict invalid(Rejection rejection) {
        return new Verdict(Reason.INVALID_SPEC, rejection.message());
    }

    /** An object with the service's name exists and has another owner. */
    public static Verdict conflict(String kind, String name) {
        return new Verdict(
                Reason.NAME_CONFLICT,
                kind + " " + name
                        + " already exists and does not belong to this EmbeddingService, so it is not changed: delete or"
                        + " rename it, or give this EmbeddingService another name");
    }

    /** The API server rejected an object; the operator retries. */
    public static Verdict applyFailed(String message) {
        return new Verdict(Reason.APPLY_FAILED, message);
    }
}
