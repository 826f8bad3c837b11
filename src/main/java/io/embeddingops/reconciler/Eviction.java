package io.embeddingops.reconciler;

import io.embeddingops.status.PodView;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evicts a pod through the API server, which respects PodDisruptionBudgets. */
final class Eviction {

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private Eviction() {}

    /** Whether the eviction was accepted. */
    static boolean of(PodView pod, KubernetesClient client) {
        var metadata = pod.pod().getMetadata();
        try {
            var accepted = client.pods()
                    .inNamespace(metadata.getNamespace())
                    .withName(metadata.getName())
                    .evict(new EvictionBuilder()
                            .withNewMetadata()
                            .withName(metadata.getName())
                            .withNamespace(metadata.getNamespace())
                            .endMetadata()
                            .withDeleteOptions(new DeleteOptionsBuilder()
                                    .withNewPreconditions()
                                    .withUid(metadata.getUid())
                                    .endPreconditions()
                                    .build())
                            .build());
            if (!accepted) {
                LOG.atInfo()
                        .addKeyValue("namespace", metadata.getNamespace())
                        .addKeyValue("pod", metadata.getName())
                        .log("a PodDisruptionBudget does not allow the eviction yet");
            }
            return accepted;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
