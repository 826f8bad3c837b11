package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * A way to reach pods: directly or through the API server.
 *
 * @param channel sends the requests
 * @param root URL of the root path of a pod's port
 */
record PodChannel(Channel channel, Function<PodPort, HttpUrl> root) {

    private static final int KEPT_CONNECTIONS = 4;
    private static final int KEPT_SECONDS = 10;

    /**
     * Returns the configured way to reach pods.
     *
     * @param timeout for a complete call
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    static PodChannel of(ProbeVia via, KubernetesClient client, Duration timeout) {
        return switch (via) {
            case DIRECT -> direct(timeout);
            case PROXY -> throughApiServer(client, timeout);
            case AUTO -> throw new IllegalArgumentException("AUTO must be resolved before");
        };
    }

    private static PodChannel direct(Duration timeout) {
        var client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS))
                .build();
        return new PodChannel(
                new DirectChannel(client, timeout, Optional.empty()),
                pod -> new HttpUrl.Builder()
                        .scheme("http")
                        .host(pod.address())
                        .port(pod.port())
                        .build());
    }

    private static PodChannel throughApiServer(KubernetesClient client, Duration timeout) {
        var withoutRetries = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        var master = HttpUrl.get(client.getMasterUrl());
        return new PodChannel(
                new ApiServerProxy(withoutRetries, timeout),
                pod -> master.newBuilder()
                        .addPathSegments("api/v1/namespaces")
                        .addPathSegment(pod.namespace())
                        .addPathSegment("pods")
                        .addPathSegment(pod.pod() + ":" + pod.port())
                        .addPathSegment("proxy")
                        .build());
    }
}
