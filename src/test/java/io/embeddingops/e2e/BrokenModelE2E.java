package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model that cannot be served as its files say is refused, and the status names the file or module. */
@ExtendWith(RealNode.class)
class BrokenModelE2E {

    private static final Duration FOUND = Pace.of(180);
    private static final Path ROOT = Path.of("target/e2e/broken").toAbsolutePath();
    private static final String POINTER =
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1191586416\n";
    private static final String INDEX = """
            {"metadata": {"total_size": 1}, "weight_map": {"model.embed_tokens.weight": "model-00001-of-00002.safetensors"}}
            """;

    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) throws IOException {
        tenant = SglangService.tenant(controlPlane, ROOT.toString(), ReferenceE2E.MODELS.toString());
        Files.createDirectories(ROOT);
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void weightsCutShort() throws IOException {
        var weights = copy("cut").resolve("model.safetensors");
        var content = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(content, content.length - 1));
        assertRefused(
                "cut",
                "ModelIncomplete",
                "model.safetensors is cut short: it has " + (content.length - 1) + " of " + content.length + " bytes");
    }

    @Test
    void shardMissing() throws IOException {
        Files.writeString(copy("shard").resolve("model.safetensors.index.json"), INDEX);
        assertRefused("shard", "ModelIncomplete", "model-00001-of-00002.safetensors is missing");
    }

    @Test
    void gitLfsPointer() throws IOException {
        Files.writeString(copy("pointer").resolve("model.safetensors"), POINTER);
        assertRefused("pointer", "ModelIncomplete", "model.safetensors is a Git LFS pointer");
    }

    @Test
    void noTokenizer() throws IOException {
        Files.delete(copy("words").resolve("tokenizer.json"));
        assertRefused("words", "ModelIncomplete", "has no tokenizer");
    }

    @Test
    void noConfigButAnArchive() throws IOException {
        var directory = copy("archive");
        Files.delete(directory.resolve("config.json"));
        Files.writeString(directory.resolve("model.zip"), "PK");
        assertRefused("archive", "ModelIncomplete", "config.json is missing: unpack model.zip");
    }

    @Test
    void unsupportedModule() {
        if (Files.notExists(ReferenceE2E.MODELS.resolve("bert-lstm"))) {
            ServingTests.makeModels(ReferenceE2E.MODELS);
        }
        assertRefused(
                "bert-lstm",
                ReferenceE2E.MODELS.resolve("bert-lstm"),
                "ModelUnsupported",
                "the module sentence_transformers.models.LSTM, which is not supported");
    }

    private static Path copy(String name) throws IOException {
        var target = ROOT.resolve(name);
        Files.createDirectories(target);
        try (var files = Files.list(SglangService.model(SglangService.TINY))) {
            for (var file : files.toList()) {
                var copy = Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        return target;
    }

    private static void assertRefused(String name, String reason, String words) {
        assertRefused(name, ROOT.resolve(name), reason, words);
    }

    private static void assertRefused(String name, Path directory, String reason, String words) {
        var service = LiveService.create(tenant, name, SglangService.TINY, """
                model: {path: /models/%s, source: {hostPath: {path: %s}}}
                """.formatted(name, directory));
        var found = service.awaitFailure(reason, FOUND);
        assertThat(found.message()).startsWith("pod " + name + "-").contains("/models/" + name, words);
        tenant.service(name).delete();
    }
}
