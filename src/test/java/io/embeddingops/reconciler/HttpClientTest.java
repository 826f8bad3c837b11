package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import org.junit.jupiter.api.Test;

/** With another HTTP client on the class path, OkHttp would lose without a word. */
class HttpClientTest {

    @Test
    void isOkHttp() {
        assertThat(HttpClientUtils.getHttpClientFactory()).isInstanceOf(OkHttpClientFactory.class);
        try (var client =
                new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
            assertThat(client.adapt(Client.class).getHttpClient()).isInstanceOf(OkHttpClientImpl.class);
        }
    }
}
