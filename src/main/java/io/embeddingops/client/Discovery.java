package io.embeddingops.client;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Client;

/** What the API server serves. Every service account is allowed to ask. */
public final class Discovery {

    private Discovery() {}

    /** Whether the API server serves that kind. */
    public static boolean serves(Client client, Class<? extends HasMetadata> type) {
        var served = client.getApiResources(HasMetadata.getApiVersion(type));
        return served != null
                && served.getResources().stream()
                        .anyMatch(resource -> HasMetadata.getPlural(type).equals(resource.getName()));
    }
}
