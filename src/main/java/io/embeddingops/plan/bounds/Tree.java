package io.embeddingops.plan.bounds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Kubernetes' own types as they are written, so that a rule holds of every type that has a field, and of later ones. */
final class Tree {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Tree() {}

    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }
}
