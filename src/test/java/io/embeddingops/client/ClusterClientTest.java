package io.embeddingops.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterClientTest {

    @Test
    void usesOkHttpAndReconnectsWatchesWithoutLimit() throws StartException {
        try (var client = ClusterClient.connect("1.2.3", Fence.of(Optional.empty()))) {
            assertThat(client.getHttpClient().getClass().getName()).contains("okhttp");
            assertThat(client.getConfiguration().getUserAgent()).isEqualTo("embedding-operator/1.2.3");
            assertThat(client.getConfiguration().getWatchReconnectLimit()).isEqualTo(-1);
            assertThat(client.getConfiguration().getRequestTimeout()).isPositive();
        }
    }

    @Test
    void unreadableKubeconfigIsReportedWithoutItsContent(@TempDir Path directory) throws IOException {
        var kubeconfig = Files.writeString(directory.resolve("config"), "users:\n- name: x\n    token: hidden: x\n");
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.toString());
        try {
            assertThatThrownBy(() -> ClusterClient.connect("1.2.3", Fence.of(Optional.empty())))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("the kubeconfig " + kubeconfig + " cannot be read")
                    .hasMessageContaining("kubectl config view")
                    .hasMessageNotContaining("hidden");
        } finally {
            System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
        }
    }

    @Test
    void equalPartsOfManagedFieldsAreShared() {
        var serialization = ClusterSerialization.create(Kinds.all());
        var service = """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%1$s", "managedFields": [
                 {"manager": "m", "operation": "Apply", "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:%1$s": {}}, "f:spec": {"f:%2$s": {}}}}]}}
                """;
        var one = fieldSet(serialization.unmarshal(service.formatted("a", "type"), Service.class));
        var equal = fieldSet(serialization.unmarshal(service.formatted("b", "type"), Service.class));
        var other = fieldSet(serialization.unmarshal(service.formatted("c", "ports"), Service.class));

        assertThat(equal.get("f:spec")).isEqualTo(Map.of("f:type", Map.of())).isSameAs(one.get("f:spec"));
        assertThat(equal.get("f:metadata")).isEqualTo(Map.of("f:b", Map.of()));
        assertThat(other.get("f:spec")).isEqualTo(Map.of("f:ports", Map.of()));
    }

    @Test
    void equalTextsOfConfigMapsAreShared() {
        var serialization = ClusterSerialization.create(Kinds.all());
        var text = "x".repeat(1000);
        var map = """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"short": "%2$s", "none": null}, "binaryData": {"file": "%1$s"}}
                """;
        var one = serialization.unmarshal(map.formatted(text, "a"), ConfigMap.class);
        var equal = serialization.unmarshal(map.formatted(text, "b"), ConfigMap.class);
        var inEvent = serialization.unmarshal(
                "{\"type\": \"ADDED\", \"object\": " + map.formatted(text, "c") + "}", WatchEvent.class);
        var listed = serialization.unmarshal(
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMapList\", \"items\": [" + map.formatted(text, "d") + "]}",
                ConfigMapList.class);

        assertThat(one.getBinaryData()).containsEntry("file", text);
        assertThat(one.getData()).containsEntry("short", "a");
        assertThat(equal.getData()).containsEntry("short", "b");
        assertThat(Stream.of(equal, inEvent.getObject(), listed.getItems().get(0))
                        .map(ConfigMap.class::cast))
                .allSatisfy(other -> assertThat(other.getBinaryData().get("file"))
                        .isSameAs(one.getBinaryData().get("file")));
    }

    private static Map<String, Object> fieldSet(Service service) {
        return service.getMetadata().getManagedFields().get(0).getFieldsV1().getAdditionalProperties();
    }

    @Test
    void deserializesExpiredWatchesAndAllKinds() {
        var serialization = ClusterSerialization.create(Kinds.all());
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
