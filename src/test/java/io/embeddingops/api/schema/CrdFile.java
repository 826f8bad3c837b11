package io.embeddingops.api.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;

/** Creates the checked-in CRD from the generated one, by adding what the plugin cannot express. */
final class CrdFile {

    static final String NAME = EmbeddingService.CRD_NAME + "-v1.yml";

    private static final String HEADER =
            "# Generated from the classes in io.embeddingops.api.v1alpha1; change those and run `make crds`.\n";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private static final int UNSEEN = -1;

    private CrdFile() {}

    static JsonNode parse(String yaml) throws JsonProcessingException {
        return YAML.readTree(yaml);
    }

    static String finished(Path generated) throws IOException {
        var definition = parse(Files.readString(generated));
        var version = (ObjectNode) definition.at("/spec/versions/0");
        sortPrinterColumns((ArrayNode) version.get("additionalPrinterColumns"));
        var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
        describe(schema, "One text-embedding endpoint: a model served by SGLang behind a Service.");
        describe((ObjectNode) schema.at("/properties/spec"), "What is asked for.");
        describe((ObjectNode) schema.at("/properties/status"), "What the operator saw; only the operator writes it.");
        // until the operator has looked at it: kstatus takes a resource without a status for done
        ((ObjectNode) schema.at("/properties/status")).putObject("default").put("observedGeneration", UNSEEN);
        schema.putArray("required").add("spec");
        makeWhole(definition);
        return HEADER + YAML.writeValueAsString(definition);
    }

    private static void describe(ObjectNode schema, String description) {
        schema.put("description", description);
    }

    private static void sortPrinterColumns(ArrayNode columns) {
        var byName = new HashMap<String, JsonNode>();
        columns.forEach(column -> byName.put(column.get("name").asText(), column));
        columns.removeAll();
        Arrays.stream(EmbeddingService.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .forEach(column -> columns.add(byName.remove(column.name())));
        byName.values().forEach(columns::add);
        // not stored by the API server: Argo CD would report the difference forever
        columns.forEach(column -> {
            if (column.path("priority").asInt() == 0) {
                ((ObjectNode) column).remove("priority");
            }
        });
    }

    /** The plugin writes bounds as 64.0. */
    private static void makeWhole(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(field -> field.getValue().isFloatingPointNumber()
                            && field.getValue().doubleValue()
                                    == field.getValue().longValue())
                    .forEach(field ->
                            field.setValue(LongNode.valueOf(field.getValue().longValue())));
        }
        node.forEach(CrdFile::makeWhole);
    }
}
