package io.embeddingops.status;

import io.embeddingops.plan.AccessMount;
import io.embeddingops.plan.Plan;
import java.util.Optional;
import java.util.Set;

/** Causes that the kubelet and controllers report in Events only, while a node prepares the pod. */
final class EventChecks {

    private static final Set<String> VOLUMES =
            Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedBinding", "ProvisioningFailed");
    private static final Set<String> PREPARATION = Set.of(
            "FailedCreatePodSandBox",
            "FailedPodSandBoxStatus",
            "FailedPrepareDynamicResources",
            "FailedResourceClaimCreation",
            "FailedKillPod",
            "NetworkNotReady");

    /** The volumes are mounted and the sandbox is there: images are pulled and containers are created. */
    private static final Set<String> PREPARED = Set.of("Pulling", "Pulled", "Created", "Started");

    /** In addition, what follows an attached volume. */
    private static final Set<String> MOUNTED =
            Set.of("Pulling", "Pulled", "Created", "Started", "SuccessfulAttachVolume", "SuccessfulMountVolume");

    private EventChecks() {}

    static Optional<Verdict> volumes(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(PodView::starting)
                .flatMap(starting -> PodEvents.pending(observation, pod, VOLUMES, MOUNTED))
                .map(event -> new Verdict(
                        Reason.VOLUME_MOUNT_FAILED,
                        "pod " + pod.name() + " is waiting for a volume: " + MessageText.stable(event.message())
                                + certificate(plan, event.message())));
    }

    /** The sandbox, network, devices or claims of the pod. */
    static Optional<Verdict> preparation(Plan plan, Observation observation, PodView pod) {
        return Optional.of(pod)
                .filter(PodView::starting)
                .flatMap(starting -> PodEvents.pending(observation, pod, PREPARATION, PREPARED))
                .map(event -> new Verdict(
                        Reason.CONTAINER_CREATION_FAILED,
                        "pod " + pod.name() + " cannot be prepared by " + pod.node() + " (" + event.reason() + "): "
                                + MessageText.stable(event.message()) + remedy(event.message())));
    }

    private static String certificate(Plan plan, String message) {
        return plan.access()
                .tlsSecret()
                .filter(secret -> message.contains("\"" + AccessMount.TLS_VOLUME + "\""))
                .map(secret -> ": create Secret " + secret + " with tls.crt and tls.key, or correct"
                        + " spec.access.tls.secretName")
                .orElse("");
    }

    private static String remedy(String message) {
        return message.contains("no runtime for")
                ? ": correct spec.pod.runtimeClassName, or install it on the node"
                : "";
    }
}
