package io.embeddingops.reconciler;

import io.embeddingops.guard.PodVerification;
import io.embeddingops.resources.ServerPod;
import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Opens and closes pods to traffic with the pod condition that their readiness gate waits for. */
final class ReadinessGates {

    private final Clock clock;

    ReadinessGates(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sets whether a pod receives requests. Nothing is known about a container that has just started: a new
     * pod stays closed, and a pod that was verified before a restart of its container is closed again.
     *
     * @param right whether its embeddings are right, if that is known
     * @param failures number of failed verifications in a row
     */
    void set(PodView pod, Optional<Boolean> right, int failures, KubernetesClient client) {
        var before = pod.condition(ServerPod.VERIFIED).map(condition -> "True".equals(condition.getStatus()));
        var open = before.orElse(false);
        var wanted = right.map(is -> is || open && failures > 0 && failures < PodVerification.FAILURE_THRESHOLD)
                .orElse(open && isOfThisStart(pod));
        var refused = right.filter(is -> !is).isPresent();
        if (wanted != open || refused && before.isEmpty()) {
            write(pod, wanted, refused, client);
        }
    }

    private static boolean isOfThisStart(PodView pod) {
        return pod.condition(ServerPod.VERIFIED)
                .flatMap(condition -> pod.start().filter(start -> start.equals(condition.getMessage())))
                .isPresent();
    }

    private void write(PodView pod, boolean open, boolean refused, KubernetesClient client) {
        var metadata = pod.pod().getMetadata();
        var patch = new PodBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType(ServerPod.VERIFIED)
                .withStatus(open ? "True" : "False")
                .withReason(open ? "Verified" : refused ? ServerPod.NOT_VERIFIED : "Verifying")
                // distinguishes the verification of this start from one of an earlier start
                .withMessage(pod.start().orElse(""))
                .withLastTransitionTime(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .endCondition()
                .endStatus()
                .build();
        try {
            client.resource(patch)
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(FieldManager.NAME)
                            .withForce(true)
                            .build());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
