package io.embeddingops.status;

import io.embeddingops.plan.Rejection;

/**
 * How a service is doing, in a word and a sentence.
 *
 * @param message contains nothing that changes as time passes, since a changed message is a write
 */
public record Verdict(Reason reason, String message) {

    /** The spec cannot be served. */
    public static Verdict invalid(Rejection rejection) {
        return new Verdict(Reason.INVALID_SPEC, rejection.message());
    }

    /** An object of the service's name is there and belongs to somebody else. */
    public static Verdict conflict(String kind, String name) {
        return new Verdict(
                Reason.NAME_CONFLICT,
                kind + " " + name
                        + " exists and does not belong to this EmbeddingService; it is left untouched: delete or"
                        + " rename it, or give this EmbeddingService another name");
    }

    /** An object cannot be made, since the cluster lacks its kind. */
    public static Verdict kindNotInstalled(String kind, String name, String crd) {
        return new Verdict(
                Reason.KIND_NOT_INSTALLED,
                kind + " " + name + " cannot be created: the cluster has no CRD " + crd
                        + "; install it, and the operator continues by itself, or remove the field that asks for it");
    }

    /** The API server refused an object; another try follows by itself. */
    public static Verdict applyFailed(String message) {
        return new Verdict(Reason.APPLY_FAILED, message);
    }
}
