package io.embeddingops.health;

import io.embeddingops.verification.Expectations;
import java.time.Duration;
import java.util.List;

/**
 * A server to verify.
 *
 * @param service the owner of the pod
 * @param pod the pod's name
 * @param uid the pod's UID
 * @param start identifies the run of its container; a new run is verified from scratch
 * @param address the pod's IP address
 * @param port the server's TCP port
 * @param servedName value of {@code model} in requests
 * @param dimensions output sizes that it must support
 * @param access what protects the server
 * @param expected what the server should be, in addition to returning correct vectors
 * @param interval between two verifications
 * @param priorities whether requests may have a priority
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
        TargetAccess access,
        Expectations expected,
        Duration interval,
        boolean priorities) {

    public Target {
        dimensions = List.copyOf(dimensions);
    }

    /** Its port. A certificate is valid for the name of the Service, not for addresses of pods. */
    PodPort podPort() {
        return new PodPort(
                service.namespace(),
                pod,
                address,
                port,
                access.tlsSecret().map(any -> service.name() + "." + service.namespace() + ".svc"));
    }

    boolean sameStart(Target other) {
        return uid.equals(other.uid) && start.equals(other.start);
    }
}
