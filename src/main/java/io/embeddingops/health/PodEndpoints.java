package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Connects to servers in pods, directly or through the API server. */
public final class PodEndpoints {

    /** A batch of short texts takes milliseconds on a GPU, and a second or two on a busy CPU. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private PodEndpoints() {}

    /**
     * Returns the endpoints for the configured way to reach pods.
     *
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    public static Endpoints of(ProbeVia via, KubernetesClient client) {
        var pods = PodChannel.of(via, client, TIMEOUT);
        return target -> {
            var port = new PodPort(target.service().namespace(), target.pod(), target.address(), target.port());
            var base = pods.root().apply(port).newBuilder().addPathSegment("v1").build();
            return new HttpEndpoint(pods.channel(), base, target.servedName());
        };
    }
}
