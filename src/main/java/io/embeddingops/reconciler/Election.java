package io.embeddingops.reconciler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the leader is elected: by a Lease, which it renews. When the leader is gone, another has taken over after at most
 * {@link #DURATION}, and the 4.4 s that may lie between two tries of it.
 *
 * @param namespace of the Lease
 * @param identity this process's name in it
 */
public record Election(String namespace, String identity) {

    /** The Lease's name. */
    public static final String LEASE = "embedding-operator";

    /**
     * For so long after its last renewal a leader may write. Others wait {@link #DURATION}; between the two lies what
     * clocks may differ, and the time of a request that is under way.
     */
    public static final Duration RENEW_DEADLINE = Duration.ofSeconds(8);

    static final Duration DURATION = Duration.ofSeconds(12);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    /** With a name that no other process has, and that begins with the host's, which in a pod is the pod's. */
    static Election in(String namespace) {
        var host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("operator");
        return new Election(namespace, host + "_" + UUID.randomUUID());
    }

    LeaderElectionConfiguration configuration(LeaderCallbacks callbacks) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaseDuration(DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY)
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(callbacks)
                .build();
    }

    /** Lets another take over at once. To be called when nothing is written any more; the SDK leaves it to time. */
    void release(KubernetesClient client) {
        try {
            var leases = client.leases().inNamespace(namespace).withName(LEASE);
            var lease = leases.get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                leases.patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"resourceVersion\":\"%s\"},\"spec\":{\"holderIdentity\":null}}"
                                .formatted(lease.getMetadata().getResourceVersion()));
            }
        } catch (KubernetesClientException e) {
            LOG.debug("the Lease is not released and will expire", e);
        }
    }
}
