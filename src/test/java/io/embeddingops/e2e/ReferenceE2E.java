package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service answers equals what sentence-transformers makes of the model's own files. */
@ExtendWith(RealNode.class)
class ReferenceE2E {

    static final Path MODELS = Path.of("target/e2e/models").toAbsolutePath();

    private static final Duration START = Pace.of(300);
    private static final Map<String, String> POOLINGS = Map.of(
            "bert-max-dense", "max",
            "bert-mean-sqrt-len-raw", "mean_sqrt_len",
            "bert-cls-and-mean", "cls+mean",
            "xlm-roberta-weighted-mean", "weighted_mean",
            "xlm-roberta-cls-dense-raw", "cls",
            "xlm-roberta-last-token", "last_token",
            "qwen3-last-token", "last_token",
            "qwen3-mean", "mean");

    /** One of each way that the plugin is hooked into SGLang; the unit tests of the plugin have all poolings. */
    private static final Set<String> ESSENTIAL =
            Set.of("bert-max-dense", "bert-cls-and-mean", "xlm-roberta-weighted-mean", "qwen3-mean");

    private static final String VECTORS = "test_vectors.py";

    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        ServingTests.makeModels(MODELS);
        tenant = SglangService.tenant(controlPlane, MODELS.toString());
        // all at once: together they load in little more time than one
        models().forEach(model ->
                LiveService.create(tenant, model, SglangService.TINY, """
                model: {path: /models/%s, source: {hostPath: {path: %s}}}
                """.formatted(model, MODELS.resolve(model))));
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void minilm(SharedServices shared) {
        ServingTests.run(shared.minilm().service(), SglangService.model(SglangService.MINILM), VECTORS);
    }

    @ParameterizedTest
    @MethodSource("models")
    void tinyModels(String model) {
        var service = new LiveService(tenant, model);
        service.awaitReady(START);
        ServingTests.run(service, MODELS.resolve(model), VECTORS);
        Tenant.within(START, () -> {
            var status = service.resource().getStatus().model();
            assertThat(status.pooling()).isEqualTo(POOLINGS.get(model));
            assertThat(status.fingerprint()).matches("[0-9a-f]{16}");
            assertThat(status.weightsDigest()).startsWith("sha256:");
        });
        tenant.service(model).delete();
    }

    static Stream<String> models() {
        return POOLINGS.keySet().stream()
                .sorted()
                .filter(model -> ESSENTIAL.contains(model) || !Boolean.getBoolean("e2e.essential"));
    }
}
