package io.embeddingops.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names types as Kubernetes' own reference does: {@code []Toleration}, {@code map[string]string}. */
final class TypeName {

    private static final Map<Class<?>, String> SCALARS = Map.of(
            String.class, "string",
            Integer.class, "integer",
            Long.class, "integer",
            Boolean.class, "boolean",
            Quantity.class, "quantity",
            IntOrString.class, "integer or string");

    private TypeName() {}

    static String of(Type type, JSONSchemaProps schema) {
        var item = itemOf(type);
        if (item.isPresent()) {
            return "[]" + of(item.get(), schema.getItems().getSchema());
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "map[string]string";
        }
        var known = (Class<?>) type;
        if (known.isEnum()) {
            return schema.getEnum().stream().map(JsonNode::asText).collect(Collectors.joining(" or "));
        } else if (known.isRecord()) {
            return "object";
        }
        return SCALARS.getOrDefault(known, known.getSimpleName());
    }

    /** Element type of a list; empty for any other type. */
    static Optional<Type> itemOf(Type type) {
        return type instanceof ParameterizedType list && list.getRawType() == List.class
                ? Optional.of(list.getActualTypeArguments()[0])
                : Optional.empty();
    }
}
