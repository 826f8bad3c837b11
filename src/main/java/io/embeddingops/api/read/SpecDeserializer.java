package io.embeddingops.api.read;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import java.io.IOException;

/**
 * Reads any spec without throwing, because one unreadable object must not stop the informer for all others. What could
 * not be read is in {@link EmbeddingServiceSpec#problems()}.
 */
public final class SpecDeserializer extends StdDeserializer<EmbeddingServiceSpec> {

    private static final long serialVersionUID = 1L;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(EmbeddingServiceSpec.class, Plain.class)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
            .build();

    public SpecDeserializer() {
        super(EmbeddingServiceSpec.class);
    }

    @Override
    public EmbeddingServiceSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        var problems = new ProblemCollector();
        try {
            EmbeddingServiceSpec spec = MAPPER.readerFor(EmbeddingServiceSpec.class)
                    .withHandler(problems)
                    .readValue(tree);
            return (spec == null ? EmbeddingServiceSpec.EMPTY : spec).withProblems(problems.found());
        } catch (JsonMappingException e) {
            problems.wrongType(ProblemCollector.field(e.getPath()), e.getOriginalMessage());
            return EmbeddingServiceSpec.EMPTY.withProblems(problems.found());
        }
    }

    /** Disables the deserializer of the class, which would recurse into this one. */
    @JsonDeserialize
    @JsonIgnoreProperties("problems")
    private abstract static class Plain {}
}
