package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A service with spec.fallback, and a simulated pod each of its own servers and of the fallback. */
final class ServiceWithFallback implements AutoCloseable {

    static final String NAME = "qwen";
    static final String FALLBACK = "qwen-fallback";

    private static final String FALLBACK_ADDRESS = "127.0.0.2";

    private final Tenant tenant;
    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());
    private final SimulatedPod primary;
    private final SimulatedPod fallback;
    private volatile ScriptedServer.Vectors fallbackVectors = ScriptedModel.usual();
    private SelectedServers selected;

    ServiceWithFallback(Tenant tenant) {
        this.tenant = tenant;
        primary = new SimulatedPod(tenant, NAME);
        fallback = new SimulatedPod(tenant, FALLBACK, FALLBACK_ADDRESS);
        server.withEmbeddings((exchange, question) -> {
            var address = exchange.getLocalAddress().getAddress().getHostAddress();
            var vectors = address.equals(FALLBACK_ADDRESS) ? fallbackVectors : ScriptedModel.usual();
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(vectors.of(question)));
        });
    }

    /** Creates the service with that spec.fallback. */
    void create(String spec) {
        tenant.create(manifest("fallback: " + spec));
        Tenant.eventually(() -> assertThat(tenant.kubernetesService(NAME).get()).isNotNull());
        selected = new SelectedServers(tenant, NAME);
        Tenant.eventually(() -> assertThat(selected.changes()).isNotEmpty());
    }

    /** Removes spec.fallback. */
    void removeFallback() {
        tenant.edit(NAME, tenant.read(manifest("replicas: 1")).getSpec());
    }

    private String manifest(String more) {
        return """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/qwen}, port: %d, %s, %s}
                """.formatted(NAME, server.port(), SimulatedPod.UNSCHEDULED, more);
    }

    SimulatedPod primary() {
        return primary;
    }

    SimulatedPod fallback() {
        return fallback;
    }

    /** What the servers of the fallback return from now on. A server is verified again when it restarts. */
    void withFallbackVectors(ScriptedServer.Vectors vectors) {
        fallbackVectors = vectors;
    }

    /** The number of requests so far. */
    int requests() {
        return server.questions().size();
    }

    SelectedServers selected() {
        return selected;
    }

    EmbeddingService resource() {
        return tenant.service(NAME).get();
    }

    EmbeddingServiceStatus status() {
        return resource().getStatus();
    }

    /** The number of servers of the fallback that should run. */
    int fallbackReplicas() {
        var deployment = tenant.deployment(FALLBACK).get();
        return deployment == null ? -1 : deployment.getSpec().getReplicas();
    }

    void awaitCondition(String type, String status, String reason) {
        Tenant.eventually(() -> {
            var found = status();
            assertThat(found).isNotNull();
            assertThat(found.condition(type))
                    .hasValueSatisfying(condition -> assertThat(condition)
                            .as(condition.message())
                            .extracting(Condition::status, Condition::reason)
                            .containsExactly(status, reason));
        });
    }

    /** Waits until the Service selects those servers, and returns when it began to. */
    Instant awaitSelected(String servers, Duration limit) {
        Tenant.within(limit, () -> assertThat(selected.last().servers()).isEqualTo(servers));
        return selected.last().at();
    }

    void awaitEvent(String reason) {
        Tenant.eventually(() -> assertThat(events()).contains(reason));
    }

    List<String> events() {
        return tenant.events(NAME).stream().map(Event::getReason).toList();
    }

    @Override
    public void close() {
        if (selected != null) {
            selected.close();
        }
        server.close();
    }
}
