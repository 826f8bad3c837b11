package io.embeddingops.api.schema;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets how server-side apply merges the lists of a record. Input: {@code field=set}, {@code field=atomic} or
 * {@code field=key} (a map with that key, which becomes required), separated by spaces.
 */
public final class ListTypes implements SchemaCustomizer.Customizer {

    @Override
    public JSONSchemaProps apply(JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
        for (var entry : input.split(" ")) {
            var field = entry.substring(0, entry.indexOf('='));
            var kind = entry.substring(entry.indexOf('=') + 1);
            var property = schema.getProperties().get(field);
            if (property == null) {
                throw new IllegalArgumentException("no property " + field + " to set a list type on");
            }
            if (kind.equals("set") || kind.equals("atomic")) {
                property.setXKubernetesListType(kind);
            } else {
                property.setXKubernetesListType("map");
                property.setXKubernetesListMapKeys(List.of(kind));
                var item = property.getItems().getSchema();
                var required = new ArrayList<>(item.getRequired() == null ? List.of() : item.getRequired());
                if (!required.contains(kind)) {
                    required.add(kind);
                }
                item.setRequired(required);
            }
        }
        return schema;
    }
}
