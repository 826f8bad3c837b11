package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import org.junit.jupiter.api.Test;

/** Fabric8 silently prefers some other HTTP clients over OkHttp if they are on the class path. */
class HttpClientTest {

    @Test
    void fabric8UsesOkHttp() {
        assertThat(HttpClientUtils.getHttpClientFactory()).isInstanceOf(OkHttpClientFactory.class);
        try (var client =
                new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
            assertThat(client.adapt(Client.class).getHttpClient()).isInstanceOf(OkHttpClientImpl.class);
        }
    }
}
