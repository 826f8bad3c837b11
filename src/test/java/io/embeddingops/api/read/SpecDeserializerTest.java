package io.embeddingops.api.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecDeserializerTest {

    @Test
    void aValidSpecHasNoProblems() {
        var spec = read("{model: {path: /m, dimensions: [1, 2]}, device: cpu, replicas: 2}");
        assertThat(spec.problems()).isEmpty();
        assertThat(spec.device()).isEqualTo(Device.CPU);
        assertThat(spec.model().dimensions()).containsExactly(1, 2);
    }

    @Test
    void recordsUnknownFieldsAtEveryDepth() {
        var spec = read("""
                colour: blue
                model: {path: /m, weights: [{a: 1}]}
                gpu: {cuont: 2}
                port: 1
                """);
        assertThat(spec.problems())
                .containsExactlyInAnyOrder(
                        unknown("spec.colour"), unknown("spec.model.weights"), unknown("spec.gpu.cuont"));
        assertThat(spec.model().path()).isEqualTo("/m");
        assertThat(spec.port()).isEqualTo(1);
    }

    @Test
    void recordsAllWrongTypes() {
        var spec = read("""
                model: {path: /m, contextLength: long, dimensions: [1, two, {}]}
                device: tpu
                replicas: true
                server: {prefixCache: maybe, extraArgs: --dtype, env: {A: b}}
                pod: [1]
                """);
        assertThat(spec.problems())
                .extracting(SpecProblem::toString)
                .containsExactly(
                        "spec.model.contextLength: \"long\" is not a whole number",
                        "spec.model.dimensions[1]: \"two\" is not a whole number",
                        "spec.model.dimensions[2]: {} is not a whole number",
                        "spec.device: \"tpu\" is not a known value",
                        "spec.replicas: true is not a whole number",
                        "spec.server.prefixCache: \"maybe\" is not true or false",
                        "spec.server.extraArgs: \"--dtype\" is not a list",
                        "spec.server.env: {\"A\":\"b\"} is not a list",
                        "spec.pod: [1] is not an object");
        assertThat(spec.problems()).extracting(SpecProblem::kind).containsOnly(SpecProblem.Kind.WRONG_TYPE);
        assertThat(spec.model().path()).isEqualTo("/m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model: /models/tiny                         | spec.model: "/models/tiny" is not an object
                    model: {path: {}}                           | spec.model.path: {} is not a string
                    port: {}                                    | spec.port: {} is not a whole number
                    port: 99999999999                           | spec.port: Numeric value (99999999999) out of range of int (-2147483648 - 2147483647)
                    gpu: {count: [2]}                           | spec.gpu.count: [2] is not a whole number
                    pod: {labels: [a]}                          | spec.pod.labels: ["a"] is not an object
                    pod: {volumes: [{name: a, emptyDir: x}]}    | spec.pod.volumes[0].emptyDir: "x" is not an object
                    model: {path: /m, source: {s3: {uri: a, include: [{}]}}} | spec.model.source.s3.include[0]: {} is not a string
                    model: {path: /m, cache: {volume: {accessModes: [{}]}}}  | spec.model.cache.volume.accessModes[0]: {} is not a known value
                    autoscaling: {maxReplicas: 2, triggers: [[]]} | spec.autoscaling.triggers[0]: [] is not an object
                    server: {sharedMemorySize: {}}              | spec.server.sharedMemorySize: Invalid quantity string format passed.
                    server: {env: [{name: A, valueFrom: [1]}]}  | spec.server.env[0].valueFrom: [1] is not an object
                    server: {resources: {limits: [1]}}          | spec.server.resources.limits: [1] is not an object
                    """)
    void recordsThePathOfAWrongType(String field, String problem) {
        assertThat(read(field).problems()).extracting(SpecProblem::toString).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[1]", "7", "true"})
    void recordsASpecThatIsNotAnObject(String spec) {
        assertThat(read(spec).problems())
                .extracting(SpecProblem::toString)
                .containsExactly("spec: " + spec + " is not an object");
    }

    @Test
    void oneUnreadableObjectDoesNotAffectOthersInAList() {
        var yaml = """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingServiceList
                items:
                  - apiVersion: embeddingops.io/v1alpha1
                    kind: EmbeddingService
                    metadata: {name: broken}
                    spec: [not, an, object]
                    status: nonsense
                  - apiVersion: embeddingops.io/v1alpha1
                    kind: EmbeddingService
                    metadata: {name: good}
                    spec: {model: {path: /m}}
                """;
        var list = Given.SERIALIZATION.unmarshal(
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                new TypeReference<DefaultKubernetesResourceList<EmbeddingService>>() {});
        assertThat(list.getItems())
                .extracting(service -> service.getMetadata().getName())
                .containsExactly("broken", "good");
        assertThat(list.getItems().get(0).getSpec().problems()).isNotEmpty();
        assertThat(list.getItems().get(1).getSpec().model().path()).isEqualTo("/m");
    }

    private static SpecProblem unknown(String field) {
        return new SpecProblem(
                SpecProblem.Kind.UNKNOWN_FIELD, field, "is not a field of EmbeddingService v1alpha1; it is ignored");
    }

    private static EmbeddingServiceSpec read(String spec) {
        return Given.object("spec:\n" + spec.indent(2), EmbeddingService.class).getSpec();
    }
}
