package io.embeddingops.client;

import io.embeddingops.plan.ClusterVersion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the API server serves. Every service account is allowed to ask. */
public final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private Discovery() {}

    /** The version of the API server; empty if it does not tell. */
    public static Optional<ClusterVersion> version(KubernetesClient client) {
        try {
            return Optional.ofNullable(client.getKubernetesVersion())
                    .flatMap(version -> ClusterVersion.of(version.getMajor(), version.getMinor()));
        } catch (KubernetesClientException e) {
            LOG.debug("cannot read the version of the API server", e);
            return Optional.empty();
        }
    }

    /** Whether the API server serves that kind. */
    public static boolean serves(Client client, Class<? extends HasMetadata> type) {
        var served = client.getApiResources(HasMetadata.getApiVersion(type));
        return served != null
                && served.getResources().stream()
                        .anyMatch(resource -> HasMetadata.getPlural(type).equals(resource.getName()));
    }
}
