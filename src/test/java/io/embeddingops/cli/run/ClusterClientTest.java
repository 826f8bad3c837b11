package io.embeddingops.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterClientTest {

    @Test
    void usesOkHttpAndKeepsWatching() {
        try (var client = ClusterClient.connect("1.2.3", Fence.of(Optional.empty()))) {
            assertThat(client.getHttpClient().getClass().getName()).contains("okhttp");
            assertThat(client.getConfiguration().getUserAgent()).isEqualTo("embedding-operator/1.2.3");
            assertThat(client.getConfiguration().getWatchReconnectLimit()).isEqualTo(-1);
            assertThat(client.getConfiguration().getRequestTimeout()).isPositive();
        }
    }

    @Test
    void readsExpiredWatchesAndTheKindsItWatches() {
        var serialization = KnownKinds.serialization();
        var event = """
                {"type": "ERROR", "object": {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "x"}}}
                """;

        assertThat(serialization
                        .unmarshal(event.formatted("v1", "Status"), WatchEvent.class)
                        .getObject())
                .isInstanceOf(Status.class);
        assertThat(serialization
                        .unmarshal(
                                event.formatted(EmbeddingService.API_VERSION, EmbeddingService.KIND), WatchEvent.class)
                        .getObject())
                .isInstanceOf(EmbeddingService.class);
        assertThat(serialization
                        .unmarshal(event.formatted("a/v1", "Other"), WatchEvent.class)
                        .getObject())
                .isInstanceOf(GenericKubernetesResource.class);
    }
}
