package io.embeddingops.status;

import io.embeddingops.plan.Rejection;
import io.embeddingops.text.SecretText;

/**
 * The state of a service: a reason and a message.
 *
 * @param message must not change with time alone, since each change is a write
 * @param passing whether the cause may pass by itself although its reason usually waits for a correction
 */
public record Verdict(Reason reason, String message, boolean passing) {

    public Verdict(Reason reason, String message) {
        this(reason, message, false);
    }

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

    /** An object with the service's name was left behind by an earlier service, and may be adopted. */
    public static Verdict orphan(String kind, String name, String adopt) {
        return new Verdict(
                Reason.NAME_CONFLICT,
                kind + " " + name
                        + " already exists and does not belong to this EmbeddingService, so it is not changed. An earlier"
                        + " EmbeddingService of this name left it behind: to adopt it with its pods, run `" + adopt
                        + "`; otherwise delete it");
    }

    /** An object with the service's name has another owner and is about to disappear. */
    public static Verdict beingDeleted(String kind, String name) {
        return new Verdict(
                Reason.NAME_CONFLICT,
                kind + " " + name
                        + " does not belong to this EmbeddingService and is being deleted: waiting until it is gone. If it"
                        + " stays, look at its finalizers",
                true);
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

    /** A bug of the operator. Exceptions are for its log only: their texts mean nothing to a user. */
    public static Verdict internalError(String id) {
        return applyFailed("internal error " + id + " of the operator, which tries again: search its log for " + id
                + ", and report it");
    }

    /** The same verdict on a cause that may pass by itself. */
    public Verdict mayPass() {
        return new Verdict(reason, message, true);
    }

    /** Whether nothing changes until someone corrects something. */
    public boolean stalled() {
        return reason.stalled() && !passing;
    }
}
