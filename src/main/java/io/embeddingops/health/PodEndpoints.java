package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Connects to pods directly or through the API server. */
public final class PodEndpoints {

    /** A batch of short texts takes milliseconds on a GPU, and a second or two on a busy CPU. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int KEPT_CONNECTIONS = 4;
    private static final int KEPT_SECONDS = 10;

    private PodEndpoints() {}

    /**
     * Returns the endpoints for the configured way to reach pods.
     *
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    public static Endpoints of(ProbeVia via, KubernetesClient client) {
        return switch (via) {
            case DIRECT -> direct();
            case PROXY -> throughApiServer(client);
            case AUTO -> throw new IllegalArgumentException("AUTO must be resolved before");
        };
    }

    private static Endpoints direct() {
        var client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS))
                .build();
        return target -> {
            var base = new HttpUrl.Builder()
                    .scheme("http")
                    .host(target.address())
                    .port(target.port())
                    .addPathSegment("v1")
                    .build();
            return new HttpEndpoint(client, base, target.servedName(), TIMEOUT, Optional.empty());
        };
    }

    private static Endpoints throughApiServer(KubernetesClient client) {
        var withoutRetries = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        var channel = new ApiServerProxy(withoutRetries, TIMEOUT);
        var master = HttpUrl.get(client.getMasterUrl());
        return target -> {
            var base = master.newBuilder()
                    .addPathSegments("api/v1/namespaces")
                    .addPathSegment(target.service().namespace())
                    .addPathSegment("pods")
                    .addPathSegment(target.pod() + ":" + target.port())
                    .addPathSegments("proxy/v1")
                    .build();
            return new HttpEndpoint(channel, base, target.servedName());
        };
    }
}
