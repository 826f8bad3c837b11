package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatusBuilder;
import io.embeddingops.client.ClusterSerialization;
import io.embeddingops.fetch.store.ModelStore;
import io.embeddingops.fetch.store.Staging;
import io.embeddingops.fetch.store.StoreTimes;
import io.embeddingops.fetch.store.StoredFile;
import io.embeddingops.fixtures.MockCluster;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.source.HuggingFaceLocation;
import io.embeddingops.source.Selection;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {

    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);
    private static final String MODEL = "hf://acme/tiny";

    @RegisterExtension
    final MockCluster cluster = new MockCluster();

    @TempDir
    private Path cache;

    @BeforeEach
    void fill() throws Exception {
        publish(OLD);
        publish(NEW);
    }

    @Test
    void tableHasOneLinePerRevision() throws Exception {
        use(NEW, "team/embedder", "2026-11-29T10:00:00Z");
        var run = CommandLineRun.of("cache", "ls", cache.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "MODEL|REVISION|STATE|SIZE|FILES|USED BY|LAST USED",
                        MODEL + "|" + OLD + "|Complete|4B|1|-|-",
                        MODEL + "|" + NEW + "|Complete|4B|1|team/embedder|2026-11-29T10:00:00Z");
    }

    @Test
    void jsonHasTheDirectories() throws Exception {
        use(NEW, "team/embedder", "2026-11-29T10:00:00Z");
        assertThat(CommandLineRun.of("cache", "ls", "-o", "json", cache.toString())
                        .out())
                .contains("\"model\" : \"hf://acme/tiny\"", "\"state\" : \"Complete\"", "\"bytes\" : 4")
                .contains("\"service\" : \"team/embedder\"", "\"last\" : \"2026-11-29T10:00:00Z\"")
                .contains("\"directory\" : \"" + directory(NEW) + "\"");
    }

    @Test
    void aNamedRevisionIsRemoved() {
        var run = rm(MODEL + "@" + OLD.substring(0, 7));
        assertThat(run.out()).isEqualTo("removed " + MODEL + "@" + OLD + " (4B)\n");
        assertThat(run.exitCode()).isZero();
        assertThat(directory(OLD)).doesNotExist();
        assertThat(directory(NEW)).exists();
    }

    @Test
    void aNamedModelMeansAllRevisions() {
        assertThat(rm(MODEL).exitCode()).isZero();
        assertThat(directory(OLD)).doesNotExist();
        assertThat(directory(NEW)).doesNotExist();
    }

    @Test
    void anUnknownNameFails() {
        for (var name : List.of("hf://acme", MODEL + "@aaa", "hf://acme/tiny2")) {
            var run = rm(name);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith(name + " is not in the cache");
        }
        assertThat(directory(OLD)).exists();
    }

    @Test
    void whatAnExistingServiceUsesIsKept() throws Exception {
        use(NEW, "team/embedder", "2026-11-29T10:00:00Z");
        create(false);
        var named = rm(MODEL + "@" + NEW);
        assertThat(named.exitCode()).isEqualTo(1);
        assertThat(named.err())
                .startsWith("kept " + MODEL + "@" + NEW + ": it is used by team/embedder: delete the service");
        var unused = rm("--unused");
        assertThat(unused.exitCode()).isZero();
        assertThat(unused.out()).isEqualTo("removed " + MODEL + "@" + OLD + " (4B)\n");
        assertThat(directory(NEW)).exists();
    }

    @Test
    void aServiceUsesItsLastRevisionUntilItsRolloutIsComplete() throws Exception {
        use(OLD, "team/embedder", "2026-11-29T10:00:00Z");
        use(NEW, "team/embedder", "2026-11-29T11:00:00Z");
        create(false);
        rm("--unused");
        assertThat(directory(OLD)).exists();
        create(true);
        rm("--unused");
        assertThat(directory(OLD)).doesNotExist();
        assertThat(directory(NEW)).exists();
    }

    @Test
    void whatOnlyDeletedServicesHaveUsedIsRemoved() throws Exception {
        use(NEW, "team/embedder", "2026-11-29T10:00:00Z");
        assertThat(rm("--unused", "--dry-run").out())
                .contains("would remove " + MODEL + "@" + NEW)
                .contains("would remove " + MODEL + "@" + OLD);
        assertThat(directory(NEW)).exists();
        rm("--unused");
        assertThat(directory(NEW)).doesNotExist();
    }

    @Test
    void withoutAClusterEveryServiceCountsAsExisting() throws Exception {
        use(NEW, "team/embedder", "2026-11-29T10:00:00Z");
        var nowhere = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:9")
                .build();
        var run = run(() -> client(nowhere), "--unused");
        assertThat(run.err())
                .startsWith("every service that has used a revision counts as existing, because services cannot be"
                        + " looked up: ");
        assertThat(directory(NEW)).exists();
        assertThat(directory(OLD)).doesNotExist();
    }

    @Test
    void aDownloadThatRunsIsKept() throws Exception {
        try (var staging = open("c".repeat(40))) {
            assertThat(CommandLineRun.of("cache", "ls", cache.toString()).out()).contains("BeingWritten");
            assertThat(rm("--unused").exitCode()).isZero();
            var run = rm(MODEL + "@" + "c".repeat(40));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("it is being written by ");
            assertThat(staging.directory()).exists();
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThat(CommandLineRun.of("cache", "ls", "/nowhere"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("<directory> must be a directory: /nowhere"));
        assertThat(CommandLineRun.of("cache", "rm", cache.toString()))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("name what to remove, or use --unused"));
        assertThat(CommandLineRun.of("cache", "ls", "-o", "yaml", cache.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("cache").exitCode()).isEqualTo(2);
    }

    private CommandLineRun rm(String... arguments) {
        return run(() -> client(cluster.client().getConfiguration()), arguments);
    }

    private CommandLineRun run(Supplier<KubernetesClient> client, String... arguments) {
        var all = new ArrayList<>(List.of("cache", "rm", cache.toString()));
        all.addAll(List.of(arguments));
        return CommandLineRun.with(Map.of(), "", client, all.toArray(String[]::new));
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(ClusterSerialization.create(Kinds.all()))
                .build();
    }

    private void create(boolean ready) {
        var service = new EmbeddingService();
        service.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team")
                .withName("embedder")
                .withGeneration(1L)
                .build());
        service.setSpec(EmbeddingServiceSpec.EMPTY);
        service.setStatus(EmbeddingServiceStatusBuilder.builder()
                .observedGeneration(1L)
                .conditions(List.of(
                        new Condition("Ready", ready ? "True" : "False", 1L, "2026-11-29T10:00:00Z", "Ready", "")))
                .build());
        cluster.client().resource(service).createOr(existing -> existing.update());
        cluster.client().resource(service).updateStatus();
    }

    private void publish(String revision) throws Exception {
        try (var staging = open(revision)) {
            Files.writeString(staging.directory().resolve("file"), "text");
            staging.publish(List.of(new StoredFile("file", 4, "sha256:0")));
        }
    }

    private Staging open(String revision) throws Exception {
        return store().open(new HuggingFaceLocation("acme/tiny", "main"), Selection.DEFAULT, revision, () -> {});
    }

    private void use(String revision, String user, String time) throws Exception {
        var location = new HuggingFaceLocation("acme/tiny", "main");
        var found = store().complete(location, Selection.DEFAULT, Optional.of(revision))
                .orElseThrow();
        store().recordUse(found, user);
        var file = cache.resolve("hf/acme--tiny/.uses").resolve(revision).resolve(user.replace('/', '_'));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    private ModelStore store() {
        return new ModelStore(cache, StoreTimes.STANDARD, notice -> {});
    }

    private Path directory(String revision) {
        return cache.resolve("hf/acme--tiny").resolve(revision);
    }
}
