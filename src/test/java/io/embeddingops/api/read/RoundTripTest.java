package io.embeddingops.api.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reading and writing a manifest loses, adds and changes no field. */
class RoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsEveryField(Path example) throws JsonProcessingException {
        var service = Given.SERIALIZATION.unmarshal(Given.text(example), EmbeddingService.class);
        var written = JSON.readTree(Given.SERIALIZATION.asJson(service));
        assertThat(service.getSpec().problems()).isEmpty();
        assertThat(written).isEqualTo(JSON.readTree(JSON.writeValueAsString(yaml(example))));
    }

    private static Object yaml(Path example) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Given.text(example));
    }
}
