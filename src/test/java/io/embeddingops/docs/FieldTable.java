package io.embeddingops.docs;

import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All fields of an EmbeddingService. Descriptions come from the CRD's schema; the order and the names of Kubernetes' own
 * types, which a schema does not have, come from the Java records.
 */
final class FieldTable {

    private static final Pattern DEFAULT = Pattern.compile("\\b[Dd]efault (\\S+?)[.,](?=\\s|$)");
    private static final String REQUIRED = "required";

    private final List<Row> rows = new ArrayList<>();

    private FieldTable() {}

    /** One field. */
    record Row(String field, String type, String fallback, String description) {

        private String markdown() {
            var plain = fallback.isEmpty() || fallback.equals(REQUIRED);
            return "| `" + field + "` | " + cell(type) + " | " + (plain ? fallback : "`" + fallback + "`") + " | "
                    + cell(description) + " |";
        }

        private static String cell(String text) {
            return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
        }
    }

    static List<Row> rows(CustomResourceDefinition crd) {
        var schema = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        var table = new FieldTable();
        table.add("spec", EmbeddingServiceSpec.class, schema.getProperties().get("spec"));
        table.add("status", EmbeddingServiceStatus.class, schema.getProperties().get("status"));
        return table.rows;
    }

    static String markdown(List<Row> rows) {
        var lines = new ArrayList<>(List.of("| field | type | default | description |", "| --- | --- | --- | --- |"));
        rows.stream().map(Row::markdown).forEach(lines::add);
        return String.join("\n", lines);
    }

    private void add(String path, Class<?> owner, JSONSchemaProps schema) {
        for (var component : owner.getRecordComponents()) {
            var property = schema.getProperties().get(component.getName());
            if (property != null) {
                add(path + "." + component.getName(), component, property, schema);
            }
        }
    }

    private void add(String path, RecordComponent component, JSONSchemaProps property, JSONSchemaProps owner) {
        var type = component.getGenericType();
        rows.add(new Row(
                path, TypeName.of(type, property), fallback(component, property, owner), property.getDescription()));
        if (TypeName.itemOf(type).orElse(type) instanceof Class<?> known && known.isRecord()) {
            add(
                    list(type) ? path + "[]" : path,
                    known,
                    list(type) ? property.getItems().getSchema() : property);
        }
    }

    private static boolean list(Type type) {
        return TypeName.itemOf(type).isPresent();
    }

    /** The schema's default, or the operator's default as given in the description. */
    private static String fallback(RecordComponent component, JSONSchemaProps property, JSONSchemaProps owner) {
        if (owner.getRequired() != null && owner.getRequired().contains(component.getName())) {
            return REQUIRED;
        } else if (property.getDefault() != null) {
            return property.getDefault().asText();
        }
        var inDescription = DEFAULT.matcher(property.getDescription());
        return inDescription.find() ? inDescription.group(1) : "";
    }
}
