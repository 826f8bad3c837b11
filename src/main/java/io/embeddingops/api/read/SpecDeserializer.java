package io.embeddingops.api.read;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;

/**
 * Reads any spec without throwing, because one unreadable object must not stop the informer for all others. What could
 * not be read is in {@link EmbeddingServiceSpec#problems()}.
 */
public final class SpecDeserializer extends JsonDeserializer<EmbeddingServiceSpec> {

    /** Skips nulls in lists, as the API server does. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(EmbeddingServiceSpec.class, Plain.class)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
            .build();

    /** Keeps nulls in lists: the path of an error counts only the items that were kept. */
    private static final JsonMapper KEEPING_NULLS = JsonMapper.builder()
            .addMixIn(EmbeddingServiceSpec.class, Plain.class)
            .build();

    @Override
    public EmbeddingServiceSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        try {
            return read(tree, MAPPER);
        } catch (JsonMappingException e) {
            return withoutUnreadable(tree);
        }
    }

    private static EmbeddingServiceSpec read(JsonNode tree, JsonMapper mapper) throws IOException {
        return Objects.requireNonNullElse(
                mapper.treeToValue(tree, EmbeddingServiceSpec.class), EmbeddingServiceSpec.EMPTY);
    }

    /** Takes out each value that cannot be read and reads the rest again, so that all problems are reported at once. */
    private static EmbeddingServiceSpec withoutUnreadable(JsonNode tree) throws IOException {
        var problems = new ArrayList<SpecProblem>();
        while (true) {
            try {
                read(tree, KEEPING_NULLS);
                return read(tree, MAPPER).withProblems(problems);
            } catch (JsonMappingException e) {
                var value = new Unreadable(tree, e);
                problems.add(value.problem());
                if (!value.remove()) {
                    return EmbeddingServiceSpec.EMPTY.withProblems(problems);
                }
            }
        }
    }

    /** Disables the deserializer of the class, which would recurse into this one. */
    @JsonDeserialize
    @JsonIgnoreProperties("problems")
    private abstract static class Plain {}
}
