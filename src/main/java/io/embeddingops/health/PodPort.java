package io.embeddingops.health;

import java.util.Optional;

/**
 * A port of a pod.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param address the pod's IP address
 * @param port TCP port
 * @param tlsHost name in the certificate that it serves; empty for HTTP
 */
record PodPort(String namespace, String pod, String address, int port, Optional<String> tlsHost) {}
