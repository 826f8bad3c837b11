package io.embeddingops.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {

    @ParameterizedTest
    @CsvSource({
        "hf://Qwen/Qwen3-Embedding-0.6B, hf://Qwen/Qwen3-Embedding-0.6B@main, Qwen3-Embedding-0.6B",
        "hf://Qwen/Qwen3@v1.0, hf://Qwen/Qwen3@v1.0, Qwen3",
        "hf://Qwen/Qwen3@refs/pr/7, hf://Qwen/Qwen3@refs/pr/7, Qwen3",
        "hf://bert-base-uncased, hf://bert-base-uncased@main, bert-base-uncased",
        "s3://models, s3://models, models",
        "s3://models/, s3://models, models",
        "s3://models/a/qwen 3/, s3://models/a/qwen 3, qwen 3"
    })
    void locationsAreRead(String text, String canonical, String name) {
        assertThat(Locations.parse(text, "s3.example.com")).hasValueSatisfying(location -> {
            assertThat(location.text()).isEqualTo(canonical);
            assertThat(location.name()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Qwen/Qwen3",
                "https://huggingface.co/Qwen/Qwen3",
                "hf://",
                "hf:///x",
                "hf://a/b/c",
                "hf://../b",
                "hf://a/..",
                "hf://a/b@",
                "hf://a/b@x y",
                "hf://a/b@../x",
                "hf://a/b@-x",
                "s3://",
                "s3:///x",
                "s3://b//x",
                "s3://b/x//",
                "s3://b u/x"
            })
    void otherTextsAreRefused(String text) {
        assertThat(Locations.parse(text, "s3.example.com")).isEmpty();
    }
}
