package io.embeddingops.cli.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Reads the sets of fields in {@code metadata.managedFields}. They are trees of hundreds of maps that are alike in all
 * Deployments, and would be two thirds of the operator's memory; so equal branches are kept only once. Nobody may
 * change them.
 */
final class FieldSetReader extends StdDeserializer<FieldsV1> {

    private static final long serialVersionUID = 1L;

    private final transient Map<Map<String, Object>, WeakReference<Map<String, Object>>> branches = new WeakHashMap<>();

    FieldSetReader() {
        super(FieldsV1.class);
    }

    @Override
    public FieldsV1 deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var fields = new FieldsV1();
        fields.setAdditionalProperties(branch(parser, context));
        return fields;
    }

    private Map<String, Object> branch(JsonParser parser, DeserializationContext context) throws IOException {
        Map<String, Object> branch = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (branch.isEmpty()) {
                branch = new LinkedHashMap<>();
            }
            var name = parser.currentName();
            var value = parser.nextToken() == JsonToken.START_OBJECT
                    ? branch(parser, context)
                    : context.readValue(parser, Object.class);
            branch.put(name, value);
        }
        return branch.isEmpty() ? branch : same(branch);
    }

    private synchronized Map<String, Object> same(Map<String, Object> branch) {
        var known = branches.get(branch);
        var kept = known == null ? null : known.get();
        if (kept != null) {
            return kept;
        }
        branches.put(branch, new WeakReference<>(branch));
        return branch;
    }
}
