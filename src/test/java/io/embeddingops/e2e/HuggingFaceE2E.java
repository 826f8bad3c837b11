package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.hub.Fault;
import io.embeddingops.hub.Hub;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models of a hub arrive whole, once and visibly, and a restart needs no hub. */
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HuggingFaceE2E {

    private static final Duration START = Pace.of(240);
    private static final Duration FOUND = Pace.of(90);
    private static final String MINILM = "sentence-transformers/all-MiniLM-L6-v2";
    private static final String TINY = "acme/tiny-qwen3";
    private static final String GATED = "acme/gated";
    private static final String TOKEN = "hf_e2eE2Ee2e";
    private static final String CACHE = "models";
    private static final String VECTORS = "test_vectors.py";

    private static Path models;
    private static Hub hub;
    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) throws IOException {
        models = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hub-");
        publish(MINILM, SglangService.MINILM);
        publish(TINY, SglangService.TINY);
        publish(GATED, SglangService.TINY);
        hub = Hub.start(models, RealNode.address(controlPlane));
        hub.gatedRepos.add(GATED);
        hub.tokens.put(TOKEN, false);
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-secrets",
                        "hub-*",
                        "--fetch-image",
                        OperatorImage.imported(controlPlane),
                        "--hugging-face-endpoint",
                        hub.endpoint().toString());
        tenant.client()
                .load(SharedCache.manifest(CACHE, tenant.namespace(), SharedCache.directory()))
                .create();
        tenant.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("hub-token")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withStringData(Map.of("token", TOKEN))
                        .build())
                .create();
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    @Order(1)
    void progressIsSeenAndTheModelIsServedAsTheReferenceHasIt() throws IOException {
        hub.faults = seen -> seen.cdn() ? Optional.of(Fault.slow(120)) : Optional.empty();
        var service = create("minilm", MINILM, "{}");
        var progress = tenant.awaitCondition(
                "minilm",
                FOUND,
                condition -> condition.reason().equals("ModelDownloading")
                        && condition.message().contains("%"));
        assertThat(progress.message()).contains("hf://" + MINILM + "@main", " of 9", "MB/s");
        hub.faults = seen -> Optional.empty();
        service.awaitReady(START);
        ServingTests.run(service, SglangService.model(SglangService.MINILM), VECTORS);
        var model = service.resource().getStatus().model();
        assertThat(model.source()).isEqualTo("hf://" + MINILM + "@main");
        assertThat(model.revision()).isEqualTo(hub.commit(MINILM, "main"));
        assertThat(model.digest()).startsWith("sha256:");
        assertThat(model.size()).isGreaterThan(90_000_000L);
        tenant.service("minilm").delete();
    }

    @Test
    @Order(2)
    void servicesWithOneCacheDownloadOnce() {
        var before = hub.downloads().size();
        var first = create("first", TINY, cache());
        var second = create("second", TINY, cache());
        first.awaitReady(START);
        second.awaitReady(START);
        var files = hub.downloads().subList(before, hub.downloads().size());
        assertThat(files)
                .filteredOn(seen -> !seen.cdn() && seen.path().endsWith("/tokenizer.json"))
                .hasSize(1);
        tenant.service("second").delete();
    }

    @Test
    @Order(3)
    void gatedRepositoryIsNamed() {
        create("gated", GATED, "model: {source: {huggingFace: {tokenSecret: {name: hub-token}}}}");
        var found = new LiveService(tenant, "gated").awaitFailure("ModelUnauthorized", FOUND);
        assertThat(found.message()).contains(GATED, "accept").doesNotContain(TOKEN);
        tenant.service("gated").delete();
    }

    @Test
    @Order(4)
    void movedBranchIsReportedAndNotFollowed() throws IOException {
        var service = new LiveService(tenant, "first");
        var revision = service.resource().getStatus().model().revision();
        var client = new EmbeddingClient(tenant.client(), Pace.of(60));
        var vector = client.embed(service.url(), "any", List.of("a text")).get(0);
        hub.move(TINY, "main", SglangService.model("tiny-qwen3-other"));
        replacePod(service);
        Tenant.within(FOUND, () -> {
            var model = service.resource().getStatus().model();
            assertThat(model.revision()).isEqualTo(revision);
            assertThat(model.newerRevision()).isEqualTo(hub.commit(TINY, "main"));
        });
        assertThat(Vectors.cosine(
                        vector,
                        client.embed(service.url(), "any", List.of("a text")).get(0)))
                .isGreaterThan(0.999);
    }

    @Test
    @Order(5)
    void podStartsWithoutTheHub() {
        hub.close();
        var requests = hub.requests.size();
        var service = new LiveService(tenant, "first");
        replacePod(service);
        assertThat(hub.requests).hasSize(requests);
    }

    private static void replacePod(LiveService service) {
        var uid = service.pod().getMetadata().getUid();
        service.podResources().delete();
        Tenant.within(
                START, () -> assertThat(service.pod().getMetadata().getUid()).isNotEqualTo(uid));
        service.awaitReady(START);
    }

    private static LiveService create(String name, String repo, String changes) {
        var manifest = SglangService.manifest(name, SglangService.TINY, """
                model: {path: null, source: {hostPath: null, huggingFace: {repo: %s}}}
                """.formatted(repo));
        tenant.create(SglangService.changed(manifest, changes));
        return new LiveService(tenant, name);
    }

    private static String cache() {
        return "model: {cache: {persistentVolumeClaim: {claimName: %s}}}".formatted(CACHE);
    }

    private static void publish(String repo, String model) throws IOException {
        var link = models.resolve(repo);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, SglangService.model(model));
    }
}
