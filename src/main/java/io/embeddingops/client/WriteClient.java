package io.embeddingops.client;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;

/**
 * A client for the requests of a reconcile. Fabric8 repeats requests that are answered with 429 or 5xx for up to 20 s, which
 * would hold a reconcile thread; here the first answer counts, and the reconcile is tried again later. Informers keep
 * Fabric8's retries.
 */
public final class WriteClient {

    /** Longer than the timeout of a webhook, 10 s by default, so that the API server names the webhook that is slow. */
    private static final int REQUEST_TIMEOUT_MILLISECONDS = 12_000;

    private WriteClient() {}

    /** A client that shares the connections of another one and is closed with it. */
    public static KubernetesClient of(KubernetesClient client) {
        var once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestTimeout(REQUEST_TIMEOUT_MILLISECONDS)
                .withRequestRetryBackoffLimit(0)
                .build();
        return client.newClient(once).adapt(KubernetesClient.class);
    }
}
