package io.embeddingops.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SchemaCheckTest {

    private static final SchemaCheck CHECK = SchemaCheck.bundled();
    private static final String MODEL = "model: {path: /models/x}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 0",
                "gpu: ",
                "server: {resources: {limits: {cpu: 2, memory: 4Gi}}, env: [{name: A, value: '1'}]}",
                "rollout: {maxSurge: 25%, maxUnavailable: 1}",
                "pod: {labels: {app.example.com/team: a}, affinity: {nodeAffinity: {}}, tolerations: [{}]}",
                "service: {annotations: {a: }}",
            })
    void accepts(String field) {
        assertThat(CHECK.errors(document("{" + MODEL + ", " + field + "}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            device: tpu                          | spec.device               | "tpu" must be cpu or gpu
            device: gpuu                         | spec.device               | "gpuu" must be cpu or gpu
            replicas: -1                         | spec.replicas             | -1 must be from 0 to 10000
            replicas: three                      | spec.replicas             | "three" must be a whole number
            gpu: {resourceName: a..b/x}          | spec.gpu.resourceName     | "a..b/x" must be an extended resource such as nvidia.com/gpu
            pod: {runtimeClassName: Nvidia_X}    | spec.pod.runtimeClassName | "Nvidia_X" must be a DNS name: at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit
            server: {resources: {limits: {memory: 12GB}}} | spec.server.resources.limits.memory | "12GB" must be a quantity: a number with an optional unit, such as 2, 500m, 12G or 4Gi
            pod: {volumes: [{name: a, emptyDir: {sizeLimit: 1 Gi}}]} | spec.pod.volumes[0].emptyDir.sizeLimit | "1 Gi" must be a quantity: a number with an optional unit, such as 2, 500m, 12G or 4Gi
            port: 65536                          | spec.port                 | 65536 must be from 1 to 65535
            health: {checkTimeoutSeconds: 301}   | spec.health.checkTimeoutSeconds | 301 must be at most 300
            gpu: {resourceName: gpu}             | spec.gpu.resourceName     | "gpu" must be an extended resource such as nvidia.com/gpu
            modle: {}                            | spec.modle                | unknown field, did you mean model?
            server: {envv: []}                   | spec.server.envv          | unknown field, did you mean env?
            rollout: {strategy: Recreate}        | spec.rollout.strategy     | unknown field; known fields: maxSurge, maxUnavailable
            server: {image: ''}                  | spec.server.image         | must have 1 to 512 characters, not 0
            server: {prefixCache: 'yes'}         | spec.server.prefixCache   | "yes" must be true or false
            server: {extraArgs: --tp 2}          | spec.server.extraArgs     | "--tp 2" must be a list
            server: {extraArgs: [--tp, 2]}       | spec.server.extraArgs[1]  | 2 must be a string: write it in quotes, "2"
            server: {env: [{value: x}]}          | spec.server.env[0].name   | is required
            server: {env: [{name: A},{name: B},{name: A}]} | spec.server.env[2].name | "A" is already the name of spec.server.env[0]: keep one of them
            server: {resources: {limits: {cpu: 0.5}}} | spec.server.resources.limits.cpu | 0.5 must be a whole number or a string: write it in quotes, "0.5"
            server: {resources: 5}               | spec.server.resources     | 5 must be an object
            server: {resources: {claim: []}}     | spec.server.resources.claim | unknown field, did you mean claims?
            pod: {labels: {a.b/c: true}}         | spec.pod.labels[a.b/c]    | true must be a string: write it in quotes, "true"
            rollout: {maxSurge: true}            | spec.rollout.maxSurge     | true must be a whole number or a string
            """)
    void refuses(String field, String path, String message) {
        assertThat(CHECK.errors(document("{" + MODEL + ", " + field + "}")))
                .containsExactly(new SchemaError(path, message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                    | spec.model                | is required
            {model: }                             | spec.model                | is required
            {model: {source: {huggingFace: {}}}}  | spec.model.source.huggingFace.repo | is required
            {model: {path: /x, dimensions: [1, 2, 1]}} | spec.model.dimensions | contains 1 more than once: keep one of each
            {model: {path: /x, dimensions: [null]}} | spec.model.dimensions[0] | null must be a whole number
            {model: {path: /x, source: {hostPath: {}}}} | spec.model.source.hostPath.path | is required
            """)
    void refusesSpec(String spec, String path, String message) {
        assertThat(CHECK.errors(document(spec))).containsExactly(new SchemaError(path, message));
    }

    @Test
    void limitsTheSizeOfLists() {
        var words = "a, ".repeat(129);
        assertThat(CHECK.errors(document("{" + MODEL + ", server: {extraArgs: [" + words + "]}}")))
                .containsExactly(new SchemaError("spec.server.extraArgs", "must have at most 128 items, not 129"));
    }

    @Test
    void reportsAllErrorsAtOnceAndShortensLongValues() {
        var errors = CHECK.errors(document("{port: 0, device: " + "x".repeat(500) + ", nodel: 1}"));

        assertThat(errors)
                .extracting(SchemaError::field)
                .containsExactlyInAnyOrder("spec.model", "spec.port", "spec.device", "spec.nodel");
        assertThat(errors).allSatisfy(error -> assertThat(error.message()).hasSizeLessThan(200));
    }

    @Test
    void checksTheTopLevelFields() {
        var document = (ObjectNode) document("{" + MODEL + "}");
        document.remove("metadata");
        document.put("spce", 1);

        assertThat(CHECK.errors(document))
                .containsExactlyInAnyOrder(
                        new SchemaError("metadata", "is required"),
                        new SchemaError("spce", "unknown field, did you mean spec?"));
        assertThat(CHECK.errors(new ObjectMapper().createArrayNode()))
                .containsExactly(new SchemaError("", "[] must be an object"));
    }

    @Test
    void doesNotModifyTheDocument() {
        var document = document("{" + MODEL + ", gpu: null}");
        var before = document.toString();

        CHECK.errors(document);

        assertThat(document).hasToString(before);
    }

    private static JsonNode document(String spec) {
        var content = new Load(LoadSettings.builder().build())
                .loadFromString("{apiVersion: embeddingops.io/v1alpha1, kind: EmbeddingService,"
                        + " metadata: {name: x, labels: {a: b}, uid: u}, spec: " + spec + "}");
        return new ObjectMapper().valueToTree(content);
    }
}
