package io.embeddingops.status;

import java.time.Instant;

/**
 * An Event about a pod, of the kubelet or a controller.
 *
 * @param pod the pod's name
 * @param fieldPath the container that it is about, such as {@code spec.containers{server}}; empty if it is about the pod
 * @param reason such as Unhealthy, Killing or FailedMount
 * @param last when it last occurred
 */
public record PodEvent(String pod, String fieldPath, String reason, String message, Instant last) {

    /** An Event about the whole pod. */
    public PodEvent(String pod, String reason, String message, Instant last) {
        this(pod, "", reason, message, last);
    }

    /** Whether it may concern that container: it names no container, or this one. */
    boolean concerns(String container) {
        return fieldPath.isEmpty() || fieldPath.endsWith("{" + container + "}");
    }
}
