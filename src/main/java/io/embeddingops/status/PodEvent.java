package io.embeddingops.status;

import java.time.Instant;

/**
 * What the kubelet said about a pod.
 *
 * @param pod the pod's name
 * @param reason such as Unhealthy, Killing or FailedMount
 * @param message the sentence
 * @param last when it was last said
 */
public record PodEvent(String pod, String reason, String message, Instant last) {}
