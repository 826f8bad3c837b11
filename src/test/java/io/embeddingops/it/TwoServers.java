package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service with transition SideBySide, and a simulated pod in each of its two places, whose vectors the test chooses. */
final class TwoServers implements AutoCloseable {

    static final String NAME = "qwen";
    static final String OTHER = "qwen-b";

    private static final Map<String, String> ADDRESSES = Map.of(NAME, "127.0.0.1", OTHER, "127.0.0.2");

    private final Tenant tenant;
    private final Map<String, ScriptedServer.Vectors> vectors = new ConcurrentHashMap<>();
    private final ScriptedServer server;

    TwoServers(Tenant tenant, ScriptedServer.Vectors first) {
        this.tenant = tenant;
        server = ScriptedServer.of(first);
        vectors.put("127.0.0.1", first);
        vectors.put("127.0.0.2", first);
        server.withEmbeddings((exchange, question) -> {
            var address = exchange.getLocalAddress().getAddress().getHostAddress();
            ScriptedServer.answer(
                    exchange, 200, ScriptedServer.json(vectors.get(address).of(question)));
        });
    }

    /** What the server in that place returns from now on. */
    void returns(String servers, ScriptedServer.Vectors ofThese) {
        vectors.put(ADDRESSES.get(servers), ofThese);
    }

    SimulatedPod pod(String servers) {
        return new SimulatedPod(tenant, servers, ADDRESSES.get(servers));
    }

    /** Creates or changes the service. */
    void apply(String model, String space, String more) {
        var manifest = """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/%s}, port: %d, %s, rollout: {maxSurge: 0, maxUnavailable: 1}, vectorSpace: {%s}%s}
                """.formatted(NAME, model, server.port(), SimulatedPod.UNSCHEDULED, space, more);
        if (tenant.service(NAME).get() == null) {
            tenant.create(manifest);
        } else {
            tenant.edit(NAME, tenant.read(manifest).getSpec());
        }
    }

    /** Creates the service, changes its model to one with other vectors, and accepts these. */
    void moveTo(ScriptedServer.Vectors other) {
        var transition = "transition: SideBySide, retainSeconds: 0";
        apply("old", transition, "");
        pod(NAME).serve(1);
        await(Condition.VERIFIED, "True", "Verified");
        returns(OTHER, other);
        apply("new", transition, "");
        pod(OTHER).serve(1);
        Tenant.eventually(() -> {
            assertThat(space().candidate()).isNotNull();
            assertThat(space().candidate().clientConfigMapName()).isNotNull();
        });
        apply("new", transition + ", id: " + space().candidate().id(), "");
    }

    EmbeddingServiceStatus status() {
        return tenant.service(NAME).get().getStatus();
    }

    VectorSpaceStatus space() {
        return status().vectorSpace();
    }

    /** Waits until the status describes the newest spec with that condition. */
    void await(String type, String status, String reason) {
        Tenant.eventually(() -> {
            var service = tenant.service(NAME).get();
            assertThat(service.getStatus()).isNotNull();
            assertThat(service.getStatus().conditions()).isNotEmpty();
            assertThat(service.getStatus().observedGeneration())
                    .isEqualTo(service.getMetadata().getGeneration());
            assertThat(service.getStatus().condition(type)).isPresent();
            var found = service.getStatus().condition(type).orElseThrow();
            assertThat(found)
                    .as(found.message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }

    /** Which servers a Service selects. */
    String selected(String service) {
        return tenant.kubernetesService(service).get().getSpec().getSelector().get(Labels.SERVICE);
    }

    Deployment deployment(String servers) {
        return tenant.deployment(servers).get();
    }

    /** The model of that Deployment's pods. */
    String model(String servers) {
        var container = deployment(servers)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        var words = container.getCommand().isEmpty() ? container.getArgs() : container.getCommand();
        return (words.contains("--model-path") ? words : container.getArgs())
                .stream()
                        .filter(word -> word.startsWith("/models/"))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
