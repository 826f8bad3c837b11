package io.embeddingops.status;

import io.embeddingops.plan.Rejection;
import io.embeddingops.text.SecretText;

/**
 * The state of a service: a reason and a message.
 *
 * @param message must not change with time alone, since each change is a write
 */
public record Verdict(Reason reason, String message) {

    /** Hides secrets: the message may repeat what a server, the kubelet or the API server said. */
    public Verdict {
        message = SecretText.hide(message);
    }

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

    /** An object of the service has other content than it should, and the API server lets nobody change it. */
    public static Verdict immutable(String kind, String name) {
        return new Verdict(
                Reason.NAME_CONFLICT,
                kind + " " + name
                        + " already exists with other content and is immutable, so it cannot be corrected: delete it, and"
                        + " the operator creates it again");
    }

    /** An optional object cannot be created, because the cluster does not have its kind. */
    public static Verdict kindNotInstalled(String kind, String name, String crd) {
        return new Verdict(
                Reason.KIND_NOT_INSTALLED,
                kind + " " + name + " cannot be created: the cluster does not have the CRD " + crd
                        + "; install it, or remove the field that asks for this object");
    }

    /** The API server rejected an object; the operator retries. */
    public static Verdict applyFailed(String message) {
        return new Verdict(Reason.APPLY_FAILED, message);
    }
}
