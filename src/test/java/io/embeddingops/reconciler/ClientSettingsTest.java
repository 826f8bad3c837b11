package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.SelfSigned;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ConfigMap with which clients configure themselves. */
class ClientSettingsTest extends VerifiedLoopTest {

    private static final ScriptedModel OTHER = new ScriptedModel(256, 2);

    @TempDir
    Path directory;

    @Test
    void settingsAppearWhenAllOfThemAreKnown() {
        startOperator();
        createService("");
        eventually(() -> assertThat(service().getStatus()).isNotNull());
        awaitIdle();
        assertThat(settings().get()).isNull();
        assertThat(service().getStatus().client()).isNull();

        startServer();
        awaitVerified("True", "Verified");
        assertThat(service().getStatus().client().configMapName()).isEqualTo("qwen-client");
        var map = settings().get();
        assertThat(map.getData())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "OPENAI_BASE_URL", service().getStatus().url(),
                        "EMBEDDING_MODEL", "tiny",
                        "EMBEDDING_DIMENSIONS",
                                String.valueOf(ScriptedModel.usual().size()),
                        "EMBEDDING_VECTOR_SPACE",
                                service().getStatus().vectorSpace().id()));
        assertThat(map.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(service().getMetadata().getUid()));
    }

    @Test
    void settingsChangeBeforeTheStatusThatSaysSo() {
        startVerified();
        server.withVectors(OTHER);
        startServer();
        awaitVerified("False", "VectorSpaceChanged");
        var candidate = service().getStatus().vectorSpace().candidate().id();
        awaitIdle();
        var before = writes();

        change(spec("vectorSpace: {id: %s}".formatted(candidate)));
        awaitVerified("True", "Verified");
        assertThat(settings().get().getData()).containsEntry("EMBEDDING_VECTOR_SPACE", candidate);
        var paths = cluster.calls(Call::writes).stream()
                .skip(before)
                .map(Call::path)
                .filter(path -> path.contains("/qwen-client") || path.contains("/embeddingservices/"))
                .toList();
        assertThat(paths.get(0)).contains("/configmaps/qwen-client");
    }

    @Test
    void deletedSettingsAreRestored() {
        startVerified();
        var data = settings().get().getData();
        settings().delete();
        eventually(() -> assertThat(settings().get()).isNotNull());
        assertThat(settings().get().getData()).isEqualTo(data);
    }

    @Test
    void editedSettingsAreCorrected() {
        startVerified();
        settings()
                .edit(map -> new ConfigMapBuilder(map)
                        .addToData("EMBEDDING_MODEL", "other")
                        .build());
        eventually(() -> assertThat(settings().get().getData()).containsEntry("EMBEDDING_MODEL", "tiny"));
    }

    @Test
    void foreignConfigMapIsKeptAndReported() {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("qwen-client")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addToData("mine", "1")
                        .build())
                .create();
        startOperator();
        createService("");
        startServer();
        awaitVerified("True", "Verified");
        awaitReason("NameConflict");
        assertThat(condition(Condition.READY).message()).contains("ConfigMap qwen-client already exists");
        assertThat(condition(Condition.AVAILABLE).status()).isEqualTo("True");
        assertThat(settings().get().getData()).containsOnlyKeys("mine");
        assertThat(service().getStatus().client()).isNull();

        settings().delete();
        awaitReason("Ready");
        assertThat(settings().get().getData()).containsKey("OPENAI_BASE_URL");
    }

    @Test
    void restartedOperatorWritesNothing() {
        startVerified();
        awaitIdle();
        var before = writes();
        var questions = server.questions().size();
        startOperator();
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThan(questions));
        awaitIdle();
        assertThat(cluster.calls(Call::writes).stream().skip(before).map(Call::path))
                .noneMatch(path -> path.contains("qwen-client"));
    }

    @Test
    void unverifiedServiceHasSettingsOnceItIsAvailable() {
        startOperator();
        createService("verification: {mode: 'Off'}");
        awaitIdle();
        assertThat(settings().get()).isNull();
        startServer();
        eventually(() -> assertThat(service().getStatus().client()).isNotNull());
        assertThat(settings().get().getData()).containsOnlyKeys("OPENAI_BASE_URL", "EMBEDDING_MODEL");
    }

    @Test
    void caOfTheServersIsInTheSettingsAndStaysWhileItCannotBeRead() throws Exception {
        var certificate = SelfSigned.of("qwen.team-a.svc", directory);
        server.close();
        server = ScriptedServer.https(certificate.context(), ScriptedModel.usual());
        secret("cert", Map.of("ca.crt", certificate.pem(), "tls.crt", certificate.pem(), "tls.key", "x"));
        startOperator();
        createService("access: {tls: {secretName: cert}}");
        startServer();
        awaitVerified("True", "Verified");
        eventually(() -> assertThat(settings().get().getData())
                .containsEntry("ca.crt", certificate.pem())
                .containsEntry("OPENAI_BASE_URL", service().getStatus().url()));
        assertThat(service().getStatus().url()).startsWith("https://qwen.team-a.svc:");

        cluster.refuseReads("/secrets/", 403, "forbidden");
        var seen = server.questions().size();
        startOperator();
        eventually(() -> assertThat(server.questions()).hasSizeGreaterThanOrEqualTo(seen + 6));
        awaitIdle();
        assertThat(settings().get().getData()).containsEntry("ca.crt", certificate.pem());
    }

    private void startVerified() {
        startOperator();
        createService("");
        startServer();
        awaitVerified("True", "Verified");
    }

    private int writes() {
        return cluster.calls(Call::writes).size();
    }
}
