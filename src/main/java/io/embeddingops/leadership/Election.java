package io.embeddingops.leadership;

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
 * Configures leader election by a Lease. When the leader is gone, another operator takes over after at most
 * {@link #DURATION} and the 4.4 s that can lie between two of its attempts.
 *
 * @param namespace of the Lease
 * @param identity this process's name in it
 */
public record Election(String namespace, String identity) {

    /** The Lease's name. */
    public static final String LEASE = "embedding-operator";

    /**
     * How long after its last renewal a leader may write. Others wait {@link #DURATION}; the difference covers clock skew
     * and a request that is still in flight.
     */
    public static final Duration RENEW_DEADLINE = Duration.ofSeconds(8);

    static final Duration DURATION = Duration.ofSeconds(12);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    /** With an identity that no other process has; it begins with the host name, which in a pod is the pod's name. */
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

    /** Releases the Lease, so that another operator takes over at once. The SDK itself lets it expire. */
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
