package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.fixtures.CrdSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bound of each number in the CRD, as the API server and {@code render} see it. */
@ExtendWith(SharedControlPlane.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsIT {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SpecTrial trial;

    private record Bounded(List<String> path, JsonNode type) {

        @Override
        public String toString() {
            return String.join(".", path);
        }

        private ObjectNode spec(JsonNode value) {
            var spec = JSON.objectNode();
            spec.putObject("model").put("path", "/models/m");
            var parent = spec;
            for (var name : path.subList(0, path.size() - 1)) {
                parent = parent.withObjectProperty(name);
            }
            var last = path.get(path.size() - 1);
            if (last.endsWith("[]")) {
                parent.putArray(last.replace("[]", "")).add(value);
            } else {
                parent.set(last, value);
            }
            return spec;
        }

        private boolean isInside(JsonNode value) {
            var number = value.decimalValue();
            return (!type.has("minimum") || number.compareTo(type.get("minimum").decimalValue()) >= 0)
                    && (!type.has("maximum")
                            || number.compareTo(type.get("maximum").decimalValue()) <= 0);
        }

        private Stream<JsonNode> values() {
            return Stream.concat(
                    Stream.of(JSON.numberNode(0), JSON.nullNode()),
                    Stream.of("minimum", "maximum")
                            .filter(type::has)
                            .map(type::get)
                            .flatMap(this::around));
        }

        private Stream<JsonNode> around(JsonNode bound) {
            var integer = type.path("type").asText().equals("integer");
            return Stream.of("-1", "-0.01", "0", "0.01", "1")
                    .filter(step -> !integer || !step.contains("."))
                    .map(step -> bound.decimalValue().add(new BigDecimal(step)))
                    .map(number -> integer ? JSON.numberNode(number.longValueExact()) : JSON.numberNode(number));
        }
    }

    static List<Bounded> numbers() {
        var numbers = new ArrayList<Bounded>();
        collect(CrdSchema.ofSpec(), List.of(), numbers);
        assertThat(numbers).hasSizeGreaterThan(12);
        return numbers;
    }

    private static void collect(JsonNode type, List<String> path, List<Bounded> numbers) {
        if (type.has("minimum") || type.has("maximum")) {
            numbers.add(new Bounded(path, type));
        }
        type.path("properties").properties().forEach(field -> {
            var items = field.getValue().path("items");
            collect(
                    items.has("minimum") ? items : field.getValue(),
                    Stream.concat(path.stream(), Stream.of(field.getKey() + (items.has("minimum") ? "[]" : "")))
                            .toList(),
                    numbers);
        });
    }

    @BeforeAll
    void start(ControlPlane controlPlane) {
        trial = new SpecTrial(controlPlane);
    }

    @AfterAll
    void stop() {
        trial.close();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void boundsHold(Bounded number) {
        number.values().forEach(value -> {
            var spec = number.spec(value);
            var api = trial.api(spec);
            var render = trial.render(spec);
            assertThat(api.isEmpty())
                    .as("%s: API server %s, render %s", spec, api, render)
                    .isEqualTo(render.isEmpty());
            if (!value.isNull() && !number.isInside(value)) {
                assertThat(api).as(spec.toString()).isPresent();
                assertThat(render)
                        .as(spec.toString())
                        .anyMatch(line ->
                                line.contains("spec." + number.toString().replace("[]", "")));
            }
        });
    }
}
