package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** Runs the operator with a server that it verifies. */
abstract class VerifiedLoopTest extends LoopTest {

    ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());
    private int starts;

    @AfterEach
    void close() {
        server.close();
    }

    void startOperator() {
        start(new HashMap<>(Map.of("--probe-via", "direct", "--allowed-secrets", "keys,cert")));
    }

    void createService(String more) {
        create(spec(more));
    }

    String spec(String more) {
        return "{model: {path: /models/tiny}, server: {image: 'sglang:test'}, port: %d%s}"
                .formatted(server.port(), more.isEmpty() ? "" : ", " + more);
    }

    /** Starts or restarts the container, as the kubelet would. */
    void startServer() {
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().serving("127.0.0.1", "containerd://" + ++starts, "");
        workload().replicas(1, 1);
    }

    void awaitVerified(String status, String reason) {
        eventually(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(condition(Condition.VERIFIED))
                    .as(condition(Condition.VERIFIED).message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }

    Resource<ConfigMap> settings() {
        return cluster.client().configMaps().inNamespace(NAMESPACE).withName(NAME + "-client");
    }

    void secret(String name, Map<String, String> entries) {
        var data = new TreeMap<String, String>();
        entries.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withData(data)
                        .build())
                .createOr(existing -> existing.update());
    }
}
