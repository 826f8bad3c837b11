package io.embeddingops.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * Translates fields of an object that was built from a plan into the fields of the EmbeddingService that they come from. The
 * API server names the former in its errors.
 */
public final class SpecFields {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode object;
    private final FieldOrigins origins;
    private final Map<String, FieldOrigins.ListOrigin> lists;

    private SpecFields(JsonNode object, FieldOrigins origins, Map<String, FieldOrigins.ListOrigin> lists) {
        this.object = object;
        this.origins = origins;
        this.lists = lists;
    }

    /** The fields of an object as it was built from that plan. */
    public static SpecFields of(HasMetadata built, Plan plan) {
        return new SpecFields(
                MAPPER.valueToTree(built),
                FieldOrigins.of(built.getKind(), plan),
                FieldOrigins.lists(built.getKind(), plan));
    }

    /**
     * The field of the EmbeddingService, such as {@code spec.server.env[0].value}; empty if a field of the object is not made
     * of one.
     *
     * @param field such as {@code spec.template.spec.containers[0].env[6].value}, or with keys instead of indexes
     */
    public Optional<String> origin(String field) {
        var path = ObjectPath.of(field, object);
        for (var list : lists.entrySet()) {
            if (path.isUnder(list.getKey())) {
                return origin(path, list.getKey(), list.getValue());
            }
        }
        return origins.origin(path);
    }

    /** Whether the object as it was built has the list items of that field; otherwise somebody has added them. */
    public boolean isBuilt(String field) {
        return ObjectPath.of(field, object).exists();
    }

    /** The operator's own items come first, so the user's are counted from the end of the list as it was built. */
    private Optional<String> origin(ObjectPath path, String list, FieldOrigins.ListOrigin origin) {
        var index = path.indexUnder(list);
        if (index.isEmpty()) {
            return Optional.of(origin.field() + path.after(list));
        }
        var items = ObjectPath.of(list, object).node();
        var own = items.size() - origin.size();
        if (index.getAsInt() < own) {
            var name = items.path(index.getAsInt()).path("name").asText();
            return Optional.ofNullable(origin.ownItems().get(name));
        }
        return Optional.of(origin.field() + "[" + (index.getAsInt() - own) + "]"
                + path.after(list + "[" + index.getAsInt() + "]"));
    }
}
