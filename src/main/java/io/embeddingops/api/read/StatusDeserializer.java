package io.embeddingops.api.read;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import java.io.IOException;

/**
 * Reads any status without throwing. An unreadable status counts as absent and is replaced, as does the default status
 * that the schema sets on a new resource.
 */
public final class StatusDeserializer extends JsonDeserializer<EmbeddingServiceStatus> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(EmbeddingServiceStatus.class, Plain.class)
            .build();

    @Override
    public EmbeddingServiceStatus deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        try {
            var status = MAPPER.treeToValue(tree, EmbeddingServiceStatus.class);
            var observed = status == null ? null : status.observedGeneration();
            return observed != null && observed < 0 ? null : status;
        } catch (JsonMappingException e) {
            return null;
        }
    }

    /** Disables the deserializer of the class, which would recurse into this one. */
    @JsonDeserialize
    @JsonIgnoreProperties(ignoreUnknown = true)
    private abstract static class Plain {}
}
