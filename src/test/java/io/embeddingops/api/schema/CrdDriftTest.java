package io.embeddingops.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdDriftTest {

    private static final Path GENERATED = Path.of("target/generated-crds", CrdFile.NAME);
    private static final Path CHECKED_IN = Path.of("crds", CrdFile.NAME);
    private static final Path CHART = Path.of("helm", "embedding-operator", "files", CrdFile.NAME);
    /** `kubectl apply` stores the object in an annotation, and annotations are limited to 256 KiB in total. */
    private static final int MOST_BYTES = 240 * 1024;

    static Stream<Path> copies() {
        return Stream.of(CHECKED_IN, CHART);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void matchesTheClasses(Path copy) throws IOException {
        var expected = CrdFile.finished(GENERATED);
        if (Boolean.getBoolean("crds.update")) {
            Files.writeString(copy, expected);
        }
        assertThat(copy).exists();
        assertThat(Files.readString(copy).equals(expected))
                .as("%s is out of date: run `make crds`", copy)
                .isTrue();
    }

    @Test
    void describesEveryField() throws IOException {
        var undescribed = new ArrayList<String>();
        collectUndescribed(EmbeddingServiceSpec.class, schema().at("/properties/spec"), "spec", undescribed);
        collectUndescribed(EmbeddingServiceStatus.class, schema().at("/properties/status"), "status", undescribed);
        assertThat(undescribed).isEmpty();
    }

    @Test
    void requiresSpecAndHasIntegerBounds() throws IOException {
        assertThat(schema().path("required")).map(JsonNode::asText).containsExactly("spec");
        assertThat(schema().at("/properties/spec/properties/gpu/properties/count/maximum")
                        .toString())
                .isEqualTo("64");
    }

    @Test
    void hasColumnsInTheOrderOfDeclaration() throws IOException {
        assertThat(finished().at("/spec/versions/0/additionalPrinterColumns"))
                .map(column -> column.get("name").asText())
                .startsWith("Ready", "Reason", "Device", "Model")
                .endsWith("Age");
    }

    @Test
    void fitsIntoTheAnnotationOfKubectlApply() throws IOException {
        assertThat(finished().toString().length()).isLessThan(MOST_BYTES);
    }

    private static JsonNode finished() throws IOException {
        return CrdFile.parse(CrdFile.finished(GENERATED));
    }

    private static JsonNode schema() throws IOException {
        return finished().at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static void collectUndescribed(Class<?> type, JsonNode schema, String path, List<String> undescribed) {
        if (schema.path("description").asText().isBlank()) {
            undescribed.add(path);
        }
        Arrays.stream(type.getRecordComponents())
                .filter(component -> schema.path("properties").has(component.getName()))
                .forEach(component -> collectUndescribed(
                        record(component.getGenericType()),
                        schema.path("properties").path(component.getName()),
                        path + "." + component.getName(),
                        undescribed));
    }

    /** The record of a field or of a list's items; a record without components for other types. */
    private static Class<?> record(Type type) {
        var argument = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return argument instanceof Class<?> found && found.isRecord() ? found : Nothing.class;
    }

    private record Nothing() {}
}
