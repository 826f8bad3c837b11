package io.embeddingops.client;

import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.OkHttpClient;

/** Connects to the API server. The HTTP client is named explicitly: another one on the class path would silently win. */
public final class ClusterClient {

    private static final int REQUEST_TIMEOUT_MILLISECONDS = 10_000;

    /** Of all connections, watches included. A connection that was lost without a word is noticed after two of these. */
    private static final long PING_INTERVAL_MILLISECONDS = 15_000;

    private static final int UNLIMITED = -1;

    /** Enough for all reconcile threads next to the informers' first lists. */
    private static final int CONCURRENT_REQUESTS = 128;

    private ClusterClient() {}

    /**
     * A client for the cluster of the kubeconfig or of the pod; it sends nothing yet.
     *
     * @param fence which writes pass
     * @throws StartException if the kubeconfig cannot be read
     */
    public static KubernetesClient connect(String version, Fence fence) throws StartException {
        var config = configuration();
        config.setUserAgent("embedding-operator/" + version);
        config.setRequestTimeout(REQUEST_TIMEOUT_MILLISECONDS);
        config.setConnectionTimeout(REQUEST_TIMEOUT_MILLISECONDS);
        config.setWatchReconnectLimit(UNLIMITED);
        config.setWebsocketPingInterval(PING_INTERVAL_MILLISECONDS);
        config.setMaxConcurrentRequests(CONCURRENT_REQUESTS);
        config.setMaxConcurrentRequestsPerHost(CONCURRENT_REQUESTS);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(ClusterSerialization.create(Kinds.all()))
                .withHttpClientFactory(new FencedFactory(fence))
                .build();
    }

    /** The parser's own message is not repeated: it quotes the file, which holds credentials. */
    private static Config configuration() throws StartException {
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            throw new StartException("the kubeconfig " + String.join(", ", Config.getKubeconfigFilenames())
                    + " cannot be read: correct it (kubectl config view shows where it is wrong), or name another one in"
                    + " KUBECONFIG");
        }
    }

    private static final class FencedFactory extends OkHttpClientFactory {

        private final Fence fence;

        private FencedFactory(Fence fence) {
            this.fence = fence;
        }

        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            fence.install(builder);
        }
    }
}
