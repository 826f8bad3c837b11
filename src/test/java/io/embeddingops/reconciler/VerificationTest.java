package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.resources.ServerPod;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator verifies servers, and acts on the result. */
class VerificationTest extends LoopTest {

    private static final ScriptedModel OTHER = new ScriptedModel(256, 2);
    /** Returns another vector for the same text each time. */
    private static final ScriptedServer.Vectors UNSTABLE = question -> ScriptedModel.usual()
            .embed(
                    question.texts().stream()
                            .map(text -> text + question.number())
                            .toList(),
                    question.dimensions());

    private static final Map<String, String> DIRECT = Map.of("--probe-via", "direct");

    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());
    private int starts;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void correctServerIsVerifiedAndItsVectorsAreStored() {
        startVerified("");
        assertThat(space().id()).matches("vs-[0-9a-f]{12}");
        assertThat(space().dimensions()).isEqualTo(ScriptedModel.usual().size());
        assertThat(space().candidate()).isNull();
        assertThat(map().getData()).containsEntry("in-use.id", space().id());
        assertThat(map().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(service().getMetadata().getUid()));
        assertThat(eventReasons()).contains("Verified");
    }

    @Test
    void sameVectorsAreNotStoredAgain() {
        startVerified("");
        var version = map().getMetadata().getResourceVersion();
        var before = server.questions().size();
        startServer();
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThanOrEqualTo(before + 6));
        awaitVerified("True", "Verified");
        awaitIdle();
        assertThat(map().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void unstableServerIsDetected() {
        server.withVectors(UNSTABLE);
        start(DIRECT);
        create(spec(""));
        startServer();
        awaitVerified("False", "UnstableEmbeddings");
        assertThat(condition(Condition.VERIFIED).message()).contains("cosine").contains("prefixCache");
        assertThat(service().getStatus().vectorSpace()).isNull();
        awaitReason("Ready");
    }

    @Test
    void generatingServerIsNotEmbedding() {
        server.withModelInfo(exchange -> ScriptedServer.answer(exchange, 200, "{\"is_generation\": true}"));
        start(DIRECT);
        create(spec(""));
        startServer();
        awaitVerified("False", "NotEmbedding");
    }

    @Test
    void changedVectorsAreReportedUntilAccepted() {
        startVerified("");
        var old = space().id();
        server.withVectors(OTHER);
        startServer();
        awaitVerified("False", "VectorSpaceChanged");
        assertThat(space().id()).isEqualTo(old);
        var candidate = space().candidate();
        assertThat(candidate.id()).isNotEqualTo(old);
        assertThat(Double.parseDouble(candidate.cosine())).isLessThan(0.99);
        assertThat(condition(Condition.VERIFIED).message())
                .contains(candidate.id())
                .contains(candidate.cosine());
        eventually(() -> assertThat(eventReasons()).contains("VectorSpaceChanged"));

        change(spec("vectorSpace: {id: %s}".formatted(candidate.id())));
        awaitVerified("True", "Verified");
        assertThat(space().id()).isEqualTo(candidate.id());
        assertThat(space().candidate()).isNull();
    }

    @Test
    void returningToThePreviousVectorsIsNoChange() {
        startVerified("");
        var old = space().id();
        server.withVectors(OTHER);
        startServer();
        awaitVerified("False", "VectorSpaceChanged");
        server.withVectors(ScriptedModel.usual());
        startServer();
        awaitVerified("True", "Verified");
        assertThat(space().id()).isEqualTo(old);
        assertThat(space().candidate()).isNull();
    }

    @Test
    void deletedVectorsAreRestored() {
        startVerified("");
        var data = map().getBinaryData();
        mapResource().delete();
        eventually(() -> assertThat(map()).isNotNull());
        assertThat(map().getBinaryData()).isEqualTo(data);
    }

    @Test
    void damagedVectorsAreReportedAndNotUsed() {
        startVerified("");
        mapResource()
                .edit(map -> new ConfigMapBuilder(map)
                        .addToBinaryData("in-use", "RVZGMQ==")
                        .build());
        awaitVerified("False", "VectorsDamaged");
        assertThat(map().getBinaryData()).containsEntry("in-use", "RVZGMQ==");
        mapResource().delete();
        awaitVerified("True", "Verified");
    }

    @Test
    void vectorsAreComparedWithAReferencedConfigMap() {
        startVerified("");
        var golden = space().id();
        cluster.client()
                .resource(new ConfigMapBuilder(map())
                        .withNewMetadata()
                        .withName("golden")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        server.withVectors(OTHER);
        startServer();
        awaitVerified("False", "VectorSpaceChanged");
        change(spec("vectorSpace: {id: %s}".formatted(space().candidate().id())));
        awaitVerified("True", "Verified");

        change(spec("vectorSpace: {configMapName: golden}"));
        awaitVerified("False", "VectorSpaceChanged");
        assertThat(space().id()).isEqualTo(golden);
        server.withVectors(ScriptedModel.usual());
        startServer();
        awaitVerified("True", "Verified");
    }

    @Test
    void missingReferenceIsReported() {
        start(DIRECT);
        create(spec("vectorSpace: {configMapName: golden}"));
        startServer();
        awaitVerified("Unknown", "ReferenceMissing");
        assertThat(condition(Condition.VERIFIED).message()).contains("golden");
    }

    @Test
    void enforceModeSendsNoTrafficBeforeVerification() {
        startVerified("verification: {mode: Enforce}");
        assertThat(deployment().get().getSpec().getTemplate().getSpec().getReadinessGates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.getConditionType()).isEqualTo(ServerPod.VERIFIED));
        eventually(() -> assertThat(gate()).contains("True"));

        server.withVectors(OTHER);
        startServer();
        awaitVerified("False", "VectorSpaceChanged");
        eventually(() -> assertThat(gate()).contains("False"));

        change(spec("verification: {mode: Enforce}, vectorSpace: {id: %s}"
                .formatted(space().candidate().id())));
        awaitVerified("True", "Verified");
        eventually(() -> assertThat(gate()).contains("True"));
    }

    @Test
    void enforceModeClosesAndEvictsAFailingPod() {
        startVerified("verification: {mode: Enforce, intervalSeconds: 1}");
        eventually(() -> assertThat(gate()).contains("True"));
        server.withVectors(UNSTABLE);
        eventually(() -> assertThat(gate()).contains("False"));
        eventually(() -> assertThat(cluster.calls(call -> call.writes() && call.to("/eviction")))
                .hasSize(1));
        eventually(() -> assertThat(events())
                .filteredOn(event -> event.getReason().equals("PodReplaced"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("wrong 3 times in a row")));
    }

    @Test
    void warnModeKeepsAFailingPod() {
        startVerified("verification: {intervalSeconds: 1}");
        server.withVectors(UNSTABLE);
        awaitVerified("False", "UnstableEmbeddings");
        var before = server.questions().size();
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThan(before + 12));
        assertThat(cluster.calls(call -> call.writes() && call.to("/eviction"))).isEmpty();
    }

    @Test
    void offModeSendsNoRequestAndSetsNoCondition() {
        start(DIRECT);
        create(spec("verification: {mode: 'Off'}"));
        startServer();
        awaitReason("Ready");
        assertThat(service().getStatus().condition(Condition.VERIFIED)).isEmpty();
        assertThat(server.questions()).isEmpty();
    }

    private void startVerified(String more) {
        start(DIRECT);
        create(spec(more));
        startServer();
        awaitVerified("True", "Verified");
    }

    private String spec(String more) {
        return "{model: {path: /models/tiny}, server: {image: 'sglang:test'}, port: %d%s}"
                .formatted(server.port(), more.isEmpty() ? "" : ", " + more);
    }

    /** Starts or restarts the container, as the kubelet would. */
    private void startServer() {
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().serving("127.0.0.1", "containerd://" + ++starts, gates());
        workload().replicas(1, 1);
    }

    private String gates() {
        return gate().map(status -> ", {type: %s, status: '%s', message: 'containerd://%d'}"
                        .formatted(ServerPod.VERIFIED, status, starts - 1))
                .orElse("");
    }

    private Optional<String> gate() {
        return Optional.ofNullable(pod()).stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(condition -> ServerPod.VERIFIED.equals(condition.getType()))
                .map(PodCondition::getStatus)
                .findFirst();
    }

    private Pod pod() {
        return cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(NAME + "-0")
                .get();
    }

    private void awaitVerified(String status, String reason) {
        eventually(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(service().getStatus().observedGeneration())
                    .isEqualTo(service().getMetadata().getGeneration());
            assertThat(condition(Condition.VERIFIED))
                    .as(condition(Condition.VERIFIED).message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }

    private VectorSpaceStatus space() {
        return service().getStatus().vectorSpace();
    }

    private ConfigMap map() {
        return mapResource().get();
    }

    private Resource<ConfigMap> mapResource() {
        return cluster.client().configMaps().inNamespace(NAMESPACE).withName(NAME + "-vector-space");
    }
}
