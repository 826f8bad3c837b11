package io.embeddingops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The demo embeds the same texts as the operator. */
class DemoPairsTest {

    private static final Path FILE = Path.of("hack/demo/pairs.json");

    @Test
    void textsAndPairsAreThoseOfTheSuite() throws IOException {
        var file = new ObjectMapper().readTree(FILE.toFile());

        assertThat(file.get("texts")).extracting(JsonNode::asText).containsExactlyElementsOf(Texts.ALL);
        assertThat(pairs(file.get("near"))).isEqualTo(Texts.NEAR);
        assertThat(pairs(file.get("far"))).isEqualTo(Texts.FAR);
    }

    private static List<Texts.Pair> pairs(JsonNode pairs) {
        return StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> new Texts.Pair(pair.get(0).asInt(), pair.get(1).asInt()))
                .toList();
    }
}
