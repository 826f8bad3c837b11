package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embeddingops.e2e.SharedServices.SharedService;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service responds at status.url as clients expect from an embedding server. */
@ExtendWith(RealNode.class)
class ServesE2E {

    private static final double CLOSER = 0.3;
    private static final double SAME = 0.999;

    private static SharedService minilm;
    private static SharedService tiny;
    private static EmbeddingClient client;

    @BeforeAll
    static void services(SharedServices shared) {
        minilm = shared.minilm();
        tiny = shared.tiny();
        client = new EmbeddingClient(minilm.service().tenant().client(), Pace.of(60));
    }

    @Test
    void serviceOnCpuIsReadyInTime() {
        assertThat(minilm.start()).isLessThan(Pace.of(90));
    }

    @Test
    void vectorsHaveUnitLengthAndReflectMeaning() {
        var vectors = embed(List.of(
                "How do I reset my password?", "I forgot my password, how can I change it?", "Bees make honey."));
        assertThat(vectors).allSatisfy(vector -> {
            assertThat(vector).hasSize(384);
            assertThat(Vectors.norm(vector)).isCloseTo(1, within(1e-3));
        });
        var near = Vectors.cosine(vectors.get(0), vectors.get(1));
        var far = Vectors.cosine(vectors.get(0), vectors.get(2));
        assertThat(near - far).as("%s - %s", near, far).isGreaterThan(CLOSER);
    }

    @Test
    void batchEqualsSingleRequests() {
        var texts = IntStream.rangeClosed(1, 32)
                .mapToObj(i -> "Text number " + i + " is about " + "one thing and another, ".repeat(i))
                .toList();
        var batch = embed(texts);
        assertThat(batch).hasSameSizeAs(texts);
        for (var i = 0; i < texts.size(); i++) {
            var single = embed(List.of(texts.get(i))).get(0);
            assertThat(Vectors.cosine(batch.get(i), single)).as(texts.get(i)).isGreaterThan(SAME);
        }
    }

    @Test
    void onlyListedDimensionsAreServed() {
        var url = tiny.service().url() + "/embeddings";
        var body = Map.of("model", SglangService.TINY, "input", "a text", "dimensions", 32);
        var vector = client.post(url, body).body().at("/data/0/embedding");
        assertThat(vector).hasSize(32);
        var refused = client.post(url, Map.of("model", SglangService.TINY, "input", "a text", "dimensions", 16));
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void servedNameIsListedAndOthersAreAccepted() {
        var models = client.get(minilm.service().url() + "/models");
        assertThat(models.body().at("/data/0/id").asText()).isEqualTo("minilm");
        assertThat(client.embed(minilm.service().url(), "text-embedding-3-small", List.of("a text")))
                .hasSize(1);
    }

    private static List<double[]> embed(List<String> texts) {
        return client.embed(minilm.service().url(), "minilm", texts);
    }
}
