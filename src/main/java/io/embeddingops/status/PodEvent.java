package io.embeddingops.status;

import java.time.Instant;

/**
 * An Event of the kubelet about a pod.
 *
 * @param pod the pod's name
 * @param reason such as Unhealthy, Killing or FailedMount
 * @param last when it last occurred
 */
public record PodEvent(String pod, String reason, String message, Instant last) {}
