package io.embeddingops.cli.run;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** The client of the API server. Its HTTP client is named rather than found, since another would silently win. */
public final class ClusterClient {

    private static final int REQUEST_TIMEOUT_MILLISECONDS = 10_000;
    /** Of all connections. One that was lost in silence is noticed after two of these. */
    private static final long PING_INTERVAL_MILLISECONDS = 15_000;

    private static final int UNLIMITED = -1;
    /** Enough for all reconcile threads next to the informers' first lists. */
    private static final int CONCURRENT_REQUESTS = 128;

    private ClusterClient() {}

    /** For the cluster of the kubeconfig or of the pod, with writes that the fence lets through; nothing is sent yet. */
    public static KubernetesClient connect(String version, Fence fence) throws StartException {
        var serialization = ClusterSerialization.create();
        serialization.prepare();
        var config = configuration();
        config.setUserAgent("embedding-operator/" + version);
        config.setRequestTimeout(REQUEST_TIMEOUT_MILLISECONDS);
        config.setConnectionTimeout(REQUEST_TIMEOUT_MILLISECONDS);
        config.setWatchReconnectLimit(UNLIMITED);
        // a WebSocket would need a connection, and a handshake, of its own for each watch
        config.setOnlyHttpWatches(true);
        config.setWebsocketPingInterval(PING_INTERVAL_MILLISECONDS);
        config.setMaxConcurrentRequests(CONCURRENT_REQUESTS);
        config.setMaxConcurrentRequestsPerHost(CONCURRENT_REQUESTS);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withHttpClientFactory(new Fenced(fence, serialization.watchLines()))
                .build();
    }

    /** What the parser says is not repeated: it quotes the file, which holds credentials. */
    private static Config configuration() throws StartException {
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            throw new StartException("the kubeconfig " + String.join(", ", Config.getKubeconfigFilenames())
                    + " cannot be read; correct it (kubectl config view tells where it is wrong), or name another in"
                    + " KUBECONFIG");
        }
    }

    private static final class Fenced extends OkHttpClientFactory {

        private final Fence fence;
        private final Interceptor watchLines;

        private Fenced(Fence fence, Interceptor watchLines) {
            this.fence = fence;
            this.watchLines = watchLines;
        }

        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            fence.install(builder);
            builder.addInterceptor(watchLines);
        }
    }
}
