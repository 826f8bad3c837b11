package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.fixtures.Given;
import io.embeddingops.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spec can put a pod into the node's namespaces, or add containers or addresses to it. */
class HostNamespacesTest {

    private static final List<String> NEVER = List.of(
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostUsers",
            "hostAliases",
            "hostPort",
            "hostIP",
            "externalIPs",
            "automountServiceAccountToken",
            "initContainers",
            "containers",
            "ephemeralContainers",
            "volumeDevices");

    @Test
    void theSchemaHasNoSuchFields() throws IOException {
        var schema = new YAMLMapper()
                .readTree(Given.text(Path.of("crds/embeddingservices.embeddingops.io-v1.yml")))
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        var names = new ArrayList<String>();
        properties(schema, names);
        assertThat(names).contains("securityContext", "procMount").doesNotContainAnyElementsOf(NEVER);
        assertThat(schema.findValue("x-kubernetes-preserve-unknown-fields"))
                .as("fields that are not in the schema are pruned")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "pod: {%s}", "server: {%s}", "service: {%s}"})
    void suchFieldsAreIgnoredIfAnotherSchemaKeptThem(String place) {
        var asked = "hostNetwork: true, hostPID: true, hostIPC: true, hostUsers: true,"
                + " automountServiceAccountToken: true, externalIPs: [10.0.0.1]";
        var plan = Given.plan("{model: {path: /m}, " + place.formatted(asked) + "}");
        var made = new ObjectMapper().<JsonNode>valueToTree(Kinds.all().build(plan));
        assertThat(NEVER.stream()
                        .filter(field -> !field.equals("containers") && !field.equals("automountServiceAccountToken"))
                        .filter(field -> made.findValue(field) != null))
                .isEmpty();
        assertThat(made.findValues("automountServiceAccountToken"))
                .extracting(JsonNode::asBoolean)
                .containsExactly(false);
        assertThat(made.findValues("containers"))
                .singleElement()
                .satisfies(containers -> assertThat(containers).hasSize(1));
    }

    private static void properties(JsonNode schema, List<String> names) {
        schema.path("properties").properties().forEach(property -> {
            names.add(property.getKey());
            properties(property.getValue(), names);
        });
        for (var below : List.of("items", "additionalProperties")) {
            if (schema.path(below).isObject()) {
                properties(schema.get(below), names);
            }
        }
    }
}
