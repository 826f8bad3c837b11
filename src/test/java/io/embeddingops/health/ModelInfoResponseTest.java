package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.fixtures.ModelInfos;
import io.embeddingops.verification.ModelInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInfoResponseTest {

    @Test
    void descriptionByThePluginIsRead() throws IOException {
        assertThat(read(ModelInfos.modelInfo(ModelInfos.JSON)))
                .contains(new ModelInfo(
                        false, Optional.of(ModelInfos.miniLm()), Optional.of("cls"), List.of("BertModel")));
    }

    @Test
    void digestsMayStillBeMissing() throws IOException {
        var json = ModelInfos.JSON.replace("\"sha256:53aa\"", "null").replace("\"0123456789abcdef\"", "null");
        assertThat(read(ModelInfos.modelInfo(json)).orElseThrow().served().orElseThrow())
                .satisfies(served -> assertThat(served.pending()).isTrue())
                .satisfies(served -> assertThat(served.weightsDigest()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"cls, cls", "mean, mean", "last, last_token", "model_defined, "})
    void descriptionBySglangIsRead(String pooling, String name) throws IOException {
        var info =
                read("{\"is_generation\": false, \"architectures\": [\"Qwen3Model\"], \"embedding\": {\"pooling\": \""
                                + pooling + "\"}}")
                        .orElseThrow();
        assertThat(info.served()).isEmpty();
        assertThat(info.pooling()).isEqualTo(Optional.ofNullable(name));
        assertThat(info.architecture()).contains("Qwen3Model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "7", "true"})
    void pluginOfAnotherTypeCountsAsAbsent(String value) throws IOException {
        assertThat(read(ModelInfos.modelInfo(value)).orElseThrow().served()).isEmpty();
    }

    /** Each field in turn gets a value of each type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "\"\"",
                "-1",
                "1.5",
                "1e400",
                "NaN",
                "99999999999999999999",
                "true",
                "[[1], {}]"
            })
    void fieldsOfAnotherTypeCountAsAbsent(String value) throws IOException {
        var whole = (ObjectNode) Json.MAPPER.readTree(ModelInfos.modelInfo(ModelInfos.JSON));
        var names =
                List.of("plugin_version", "endpoints", "pooling", "modules", "dimensions", "max_input_tokens", "dtype");
        for (var name : names) {
            var changed = whole.deepCopy();
            ((ObjectNode) changed.path("embedding_operator")).set(name, Json.MAPPER.readTree(value));
            var served = ModelInfoResponse.read(changed).orElseThrow().served().orElseThrow();
            assertThat(served.toString()).as(name).doesNotContain("99999", "-1", "1.5");
            assertThat(served.fingerprint()).contains("0123456789abcdef");
        }
        for (var name : List.of("architectures", "embedding")) {
            var changed = whole.deepCopy();
            changed.set(name, Json.MAPPER.readTree(value));
            assertThat(ModelInfoResponse.read(changed)).isPresent();
        }
    }

    @Test
    void textsAreShortAndPrintable() throws IOException {
        var modules = String.join(
                ",",
                IntStream.range(0, 500)
                        .mapToObj(i -> "\"" + "m".repeat(500) + "\"")
                        .toList());
        var served = read(ModelInfos.modelInfo("{\"pooling\": \"me\\u0000an\\ud800\\n%s\", \"modules\": [%s]}"
                        .formatted("x".repeat(9000), modules)))
                .orElseThrow()
                .served()
                .orElseThrow();
        assertThat(served.pooling().orElseThrow()).startsWith("me?an??xx").hasSize(128);
        assertThat(served.modules())
                .hasSize(32)
                .allSatisfy(module -> assertThat(module).hasSize(128));
        assertThat(served.architecture()).isEmpty();
    }

    private static Optional<ModelInfo> read(String json) throws IOException {
        JsonNode tree = Json.MAPPER.readTree(json);
        return ModelInfoResponse.read(tree);
    }
}
