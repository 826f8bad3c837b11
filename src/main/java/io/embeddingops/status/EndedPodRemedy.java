package io.embeddingops.status;

import java.util.List;

/** What to do about a pod that ended, by what the kubelet says about it. */
final class EndedPodRemedy {

    private record Remedy(PodFailure failure, String words, String text) {}

    private static final List<Remedy> REMEDIES = List.of(
            new Remedy(PodFailure.EVICTED, "EmptyDir volume \"shm\"", "raise spec.server.sharedMemorySize"),
            new Remedy(PodFailure.EVICTED, "EmptyDir volume \"model-cache\"", "raise spec.model.cache.sizeLimit"),
            new Remedy(PodFailure.EVICTED, "EmptyDir volume", "raise the sizeLimit of this volume in spec.pod.volumes"),
            new Remedy(
                    PodFailure.EVICTED,
                    "exceeded its local ephemeral storage limit",
                    "raise spec.server.resources.limits.ephemeral-storage"),
            new Remedy(
                    PodFailure.EVICTED,
                    "ephemeral local storage usage exceeds",
                    "raise spec.server.resources.limits.ephemeral-storage"),
            new Remedy(
                    PodFailure.EVICTED,
                    "ephemeral-storage",
                    "set spec.server.resources.requests.ephemeral-storage to what the server writes, so that it gets a"
                            + " node with enough disk, or free disk on the node"),
            new Remedy(
                    PodFailure.EVICTED,
                    "resource: memory",
                    "raise spec.server.resources.requests.memory to what the server uses, so that it gets a node with"
                            + " enough memory"),
            new Remedy(
                    PodFailure.PREEMPTED,
                    "",
                    "a pod of higher priority needed the node: add a node, or set spec.pod.priorityClassName"),
            new Remedy(PodFailure.NODE_LOST, "", "Kubernetes starts the pod on another node: check this one"),
            new Remedy(
                    PodFailure.REJECTED,
                    "Allocate failed",
                    "the node's device plugin cannot provide the GPU: check its pod on this node"),
            new Remedy(
                    PodFailure.REJECTED,
                    "didn't have enough resource",
                    "another pod took the resource first: Kubernetes tries again; if it stays, check what runs on this"
                            + " node"),
            new Remedy(PodFailure.REJECTED, "", "check this node: its kubelet refuses what the scheduler decided"),
            new Remedy(PodFailure.FAILED, "", "see kubectl describe pod"));

    private EndedPodRemedy() {}

    /** The remedy as the end of a message; empty if there is none. */
    static String of(PodFailure failure, String sentence) {
        return REMEDIES.stream()
                .filter(remedy -> remedy.failure() == failure && sentence.contains(remedy.words()))
                .map(Remedy::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> ": " + text)
                .orElse("");
    }
}
