package io.embeddingops.health;

/**
 * A port of a pod.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param address the pod's IP address
 * @param port TCP port
 */
record PodPort(String namespace, String pod, String address, int port) {}
