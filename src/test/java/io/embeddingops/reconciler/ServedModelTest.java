package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.resources.ServerPod;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What servers say about their model reaches the status. */
class ServedModelTest extends LoopTest {

    private static final String PENDING =
            ModelInfos.JSON.replace("\"sha256:53aa\"", "null").replace("\"0123456789abcdef\"", "null");

    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void descriptionIsWrittenOnceAndStaysWhileTheServerRestarts() {
        describe(ModelInfos.JSON);
        startVerified("");
        assertThat(model().servedName()).isEqualTo("tiny");
        assertThat(model().pooling()).isEqualTo("mean");
        assertThat(model().weightsDigest()).isEqualTo("sha256:53aa");
        assertThat(condition(Condition.VERIFIED).message()).doesNotContain("NotGuarded");
        awaitIdle();
        var version = service().getMetadata().getResourceVersion();
        var before = server.questions().size();

        describe(PENDING);
        startServer(2);
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThanOrEqualTo(before + 6));
        awaitIdle();
        assertThat(model().weightsDigest()).isEqualTo("sha256:53aa");
        assertThat(service().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void digestIsPickedUpWhenTheServerHasComputedIt() {
        describe(PENDING);
        startVerified("verification: {intervalSeconds: 1}");
        assertThat(model().dimensions()).isEqualTo(384);
        assertThat(model().weightsDigest()).isNull();
        describe(ModelInfos.JSON);
        eventually(() -> assertThat(model().weightsDigest()).isEqualTo("sha256:53aa"));
    }

    @Test
    void serviceWithoutThePluginIsWarnedAboutItsPoolingAndItsEndpoints() {
        server.withAdmin(exchange -> ScriptedServer.answer(exchange, 200, "{}"));
        describe("null");
        startVerified("");
        assertThat(model().pooling()).isEqualTo("cls");
        assertThat(model().pluginVersion()).isNull();
        assertThat(condition(Condition.VERIFIED).message())
                .contains("; warning: ServerOpen: GET /server_info is reachable")
                .contains("; warning: NotGuarded: ")
                .contains("SGLang pools BertModel by cls");
    }

    @Test
    void wrongPoolingIsReportedAndThePodStaysInService() {
        describe(ModelInfos.JSON.replace("\"pooling\": \"mean\"", "\"pooling\": \"cls\""));
        start(Map.of("--probe-via", "direct"));
        create(spec("verification: {mode: Enforce, intervalSeconds: 1}"));
        startServer(1);
        awaitVerified("False", "PoolingMismatch");
        assertThat(service().getStatus().vectorSpace().id()).isNotEmpty();
        eventually(() -> assertThat(gate()).isEqualTo("True"));
        var before = server.questions().size();
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThan(before + 20));
        assertThat(gate()).isEqualTo("True");
        assertThat(cluster.calls(call -> call.writes() && call.to("/eviction"))).isEmpty();
    }

    private void describe(String plugin) {
        server.withModelInfo(exchange -> ScriptedServer.answer(exchange, 200, ModelInfos.modelInfo(plugin)));
    }

    private void startVerified(String more) {
        start(Map.of("--probe-via", "direct"));
        create(spec(more));
        startServer(1);
        awaitVerified("True", "Verified");
    }

    private String spec(String more) {
        return "{model: {path: /models/tiny}, server: {image: 'sglang:test'}, port: %d%s}"
                .formatted(server.port(), more.isEmpty() ? "" : ", " + more);
    }

    /** Starts or restarts the container, as the kubelet would. */
    private void startServer(int number) {
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().serving("127.0.0.1", "containerd://" + number, "");
        workload().replicas(1, 1);
    }

    private void awaitVerified(String status, String reason) {
        eventually(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(service().getStatus().condition(Condition.VERIFIED)).isPresent();
            assertThat(condition(Condition.VERIFIED))
                    .as(condition(Condition.VERIFIED).message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }

    private String gate() {
        return cluster
                .client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(NAME + "-0")
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .filter(condition -> ServerPod.VERIFIED.equals(condition.getType()))
                .map(condition -> condition.getStatus())
                .findFirst()
                .orElse("");
    }

    private ModelStatus model() {
        return service().getStatus().model();
    }
}
