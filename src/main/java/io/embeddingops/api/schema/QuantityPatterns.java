package io.embeddingops.api.schema;

import io.embeddingops.api.v1alpha1.Patterns;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Set;

/**
 * Sets the pattern of all quantities under a record. The schema of a quantity is that of any number or string, so they
 * are found by the names that Kubernetes gives to such fields.
 */
public final class QuantityPatterns implements SchemaCustomizer.Customizer {

    private static final Set<String> FIELDS = Set.of("divisor", "sharedMemorySize", "size", "sizeLimit");
    private static final Set<String> MAPS = Set.of("limits", "requests");

    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
        walk(schema);
        return schema;
    }

    private static void walk(JSONSchemaProps schema) {
        var properties = schema.getProperties() == null ? Map.<String, JSONSchemaProps>of() : schema.getProperties();
        properties.forEach((name, property) -> {
            var isMap = MAPS.contains(name) && property.getAdditionalProperties() != null;
            var quantity = isMap ? property.getAdditionalProperties().getSchema() : property;
            if ((isMap || FIELDS.contains(name)) && Boolean.TRUE.equals(quantity.getXKubernetesIntOrString())) {
                quantity.setPattern(Patterns.QUANTITY);
            }
            walk(property);
        });
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            walk(schema.getItems().getSchema());
        }
    }
}
