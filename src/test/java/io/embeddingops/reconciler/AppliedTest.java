package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embeddingops.fixtures.Given;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.training.ManagedFields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AppliedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPEC = """
            model: {path: /models/m}
            server: {env: [{name: A, value: "1"}, {name: B, value: "2"}]}
            pod: {nodeSelector: {disk: fast}, tolerations: [{key: gpu, operator: Exists}]}
            """;
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private final Applied applied = new Applied(Given.SERIALIZATION);
    private final ObjectNode wanted = wanted();
    private final ObjectNode actual = actual(wanted);

    @Test
    void whatWasAppliedIsAllThere() {
        assertThat(isAll()).isTrue();
    }

    @Test
    void everyChangeAndEveryLossIsNoticed() {
        var leaves = leaves(wanted);
        assertThat(leaves).hasSizeGreaterThan(80);
        for (var leaf : leaves) {
            assertThat(isAll(changed(actual, leaf), wanted))
                    .as("changed " + leaf)
                    .isFalse();
            assertThat(isAll(without(actual, leaf), wanted)).as("lost " + leaf).isFalse();
            assertThat(isAll(actual, changed(wanted, leaf)))
                    .as("wanted otherwise " + leaf)
                    .isFalse();
            assertThat(isAll(actual, without(wanted, leaf)))
                    .as("wanted no more " + leaf)
                    .isFalse();
        }
    }

    @Test
    void whatIsWantedAnewIsNoticed() {
        ((ObjectNode) wanted.at(CONTAINER)).put("tty", true);
        assertThat(isAll()).isFalse();
    }

    @Test
    void anotherOrderIsNoticed() {
        edit(CONTAINER + "/env", (ArrayNode env) -> env.add(env.remove(0)));
        assertThat(isAll()).isFalse();
    }

    @Test
    void whatOthersAddIsTheirs() {
        edit("/metadata/annotations", (ObjectNode annotations) -> annotations.put("others", "x"));
        edit("/spec", (ObjectNode spec) -> spec.put("paused", true));
        edit(CONTAINER + "/env", (ArrayNode env) -> env.insertObject(0).put("name", "THEIRS"));
        edit(
                "/spec/template/spec/containers",
                (ArrayNode all) -> all.insertObject(0).put("name", "sidecar"));
        assertThat(isAll()).isTrue();
    }

    @Test
    void anItemThatIsThereTwiceIsNotOurs() {
        edit(CONTAINER + "/env", (ArrayNode env) -> env.add(env.get(0).deepCopy()));
        assertThat(isAll()).isFalse();
    }

    @Test
    void whatAnotherManagerOrAnotherWayOfWritingSaysDoesNotCount() {
        for (var field : List.of("manager", "operation")) {
            var other = actual.deepCopy();
            ((ObjectNode) other.at("/metadata/managedFields/0")).put(field, "Update");
            assertThat(isAll(other, wanted)).isFalse();
        }
        edit("/metadata", (ObjectNode metadata) -> metadata.remove("managedFields"));
        assertThat(isAll()).isFalse();
    }

    @Test
    void namesOfFieldsThatAreNotUnderstoodAreLeftToOthers() {
        edit("/metadata/managedFields/0/fieldsV1/f:spec", (ObjectNode fields) -> fields.putObject("i:0"));
        assertThat(isAll()).isFalse();
    }

    private boolean isAll() {
        return isAll(actual, wanted);
    }

    private boolean isAll(JsonNode actual, JsonNode wanted) {
        return applied.isAll(object(actual), object(wanted));
    }

    @SuppressWarnings("unchecked")
    private <N extends JsonNode> void edit(String pointer, Consumer<N> change) {
        change.accept((N) actual.at(pointer));
    }

    private static GenericKubernetesResource object(JsonNode json) {
        return JSON.convertValue(json, GenericKubernetesResource.class);
    }

    private static ObjectNode wanted() {
        var deployment = ServerDeployment.build(Given.plan(SPEC));
        deployment.getMetadata().setOwnerReferences(Owner.references(Given.service(SPEC)));
        return JSON.valueToTree(
                Given.SERIALIZATION.unmarshal(Given.SERIALIZATION.asJson(deployment), GenericKubernetesResource.class));
    }

    private static ObjectNode actual(ObjectNode wanted) {
        var actual = wanted.deepCopy();
        ((ObjectNode) actual.get("metadata")).putArray("managedFields").add(ManagedFields.of(wanted));
        return actual;
    }

    /** But for those that say whose fields they are. */
    private static List<JsonPointer> leaves(JsonNode object) {
        var leaves = new ArrayList<JsonPointer>();
        collect(object, JsonPointer.empty(), leaves);
        leaves.removeIf(leaf -> leaf.toString().matches("/apiVersion|/kind|/metadata/(name|namespace)"));
        return leaves;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> leaves) {
        node.properties().forEach(field -> collect(field.getValue(), at.appendProperty(field.getKey()), leaves));
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at.appendIndex(i), leaves);
        }
        if (node.isValueNode()) {
            leaves.add(at);
        }
    }

    private static JsonNode changed(ObjectNode object, JsonPointer leaf) {
        var copy = object.deepCopy();
        set(copy, leaf, another(copy.at(leaf)));
        return copy;
    }

    private static JsonNode another(JsonNode value) {
        var nodes = JSON.getNodeFactory();
        return value.isBoolean()
                ? nodes.booleanNode(!value.booleanValue())
                : value.isNumber() ? nodes.numberNode(value.intValue() + 1) : nodes.textNode("another");
    }

    private static JsonNode without(ObjectNode object, JsonPointer leaf) {
        var copy = object.deepCopy();
        var parent = copy.at(leaf.head());
        if (parent instanceof ObjectNode fields) {
            fields.remove(leaf.last().getMatchingProperty());
        } else {
            ((ArrayNode) parent).remove(leaf.last().getMatchingIndex());
        }
        return copy;
    }

    private static void set(ObjectNode object, JsonPointer leaf, JsonNode value) {
        var parent = object.at(leaf.head());
        if (parent instanceof ObjectNode fields) {
            fields.set(leaf.last().getMatchingProperty(), value);
        } else {
            ((ArrayNode) parent).set(leaf.last().getMatchingIndex(), value);
        }
    }
}
