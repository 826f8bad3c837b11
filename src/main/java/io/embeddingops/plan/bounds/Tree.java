package io.embeddingops.plan.bounds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Kubernetes' own types as JSON, so that a rule covers a field in every type, including future ones. */
final class Tree {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Tree() {}

    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }
}
