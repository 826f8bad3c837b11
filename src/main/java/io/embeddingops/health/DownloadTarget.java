package io.embeddingops.health;

/**
 * A pod that downloads a model.
 *
 * @param service the owner of the pod
 * @param pod the pod's name
 * @param uid the pod's UID
 * @param start identifies the run of its container; a new run is followed from scratch
 * @param address the pod's IP address
 * @param port TCP port at which the download reports its progress
 */
public record DownloadTarget(ServiceKey service, String pod, String uid, String start, String address, int port) {

    boolean sameStart(DownloadTarget other) {
        return uid.equals(other.uid) && start.equals(other.start);
    }
}
