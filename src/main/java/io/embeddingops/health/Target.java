package io.embeddingops.health;

import java.time.Duration;
import java.util.List;

/**
 * A server to be verified.
 *
 * @param service whose pod it is
 * @param pod the pod's name
 * @param uid the pod's UID
 * @param start identifies the start of its container; after another one everything is looked at anew
 * @param address the pod's IP address
 * @param port the server's TCP port
 * @param servedName what is put in {@code model} of a request
 * @param dimensions output sizes that it must answer
 * @param interval between two verifications
 */
public record Target(
        ServiceKey service,
        String pod,
        String uid,
        String start,
        String address,
        int port,
        String servedName,
        List<Integer> dimensions,
        Duration interval) {

    public Target {
        dimensions = List.copyOf(dimensions);
    }

    boolean sameStart(Target other) {
        return uid.equals(other.uid) && start.equals(other.start);
    }
}
