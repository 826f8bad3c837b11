package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * A way to reach pods: directly or through the API server.
 *
 * @param channel sends requests to pods that are not protected
 * @param protectedBy the channel to pods that are
 * @param root URL of the root path of a pod's port
 */
record PodChannel(Channel channel, Protection protectedBy, Function<PodPort, HttpUrl> root) {

    private static final int KEPT_CONNECTIONS = 4;
    private static final int KEPT_SECONDS = 10;

    /** Creates channels to protected pods. */
    @FunctionalInterface
    interface Protection {
        Channel channel(Target target, Optional<TlsTrust> trust, Optional<String> key);
    }

    /** The channel to a protected pod. The key is only sent if the pod is reached directly. */
    Channel channel(Target target, Optional<TlsTrust> trust, Optional<String> key) {
        return protectedBy.channel(target, trust, key);
    }

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
                (target, trust, key) -> new DirectChannel(client(client, target, trust), timeout, key),
                pod -> new HttpUrl.Builder()
                        .scheme(scheme(pod))
                        .host(pod.tlsHost().orElse(pod.address()))
                        .port(pod.port())
                        .build());
    }

    /** The name in the certificate is that of the Service, and this pod's address is used instead of asking the DNS. */
    private static OkHttpClient client(OkHttpClient shared, Target target, Optional<TlsTrust> trust) {
        if (trust.isEmpty()) {
            return shared;
        }
        var builder = shared.newBuilder().dns(host -> List.of(InetAddress.getByName(target.address())));
        trust.get().apply(builder);
        return builder.build();
    }

    private static String scheme(PodPort pod) {
        return pod.tlsHost().isPresent() ? "https" : "http";
    }

    private static PodChannel throughApiServer(KubernetesClient client, Duration timeout) {
        var withoutRetries = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        var master = HttpUrl.get(client.getMasterUrl());
        var channel = new ApiServerProxy(withoutRetries, timeout);
        return new PodChannel(
                channel,
                (target, trust, key) -> channel,
                pod -> master.newBuilder()
                        .addPathSegments("api/v1/namespaces")
                        .addPathSegment(pod.namespace())
                        .addPathSegment("pods")
                        .addPathSegment(pod.tlsHost().map(any -> "https:").orElse("") + pod.pod() + ":" + pod.port())
                        .addPathSegment("proxy")
                        .build());
    }
}
