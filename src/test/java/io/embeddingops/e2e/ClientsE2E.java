package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that applications use get the service's vectors. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class ClientsE2E {

    private static final String[] TEXTS = {"How do I reset my password?", "Bees make honey."};
    private static final double SAME = 0.999;

    private static Map<String, String> settings;
    private static List<double[]> expected;
    private static Clients clients;

    @BeforeAll
    static void service(SharedServices shared) {
        var service = shared.minilm().service();
        var cluster = service.tenant().client();
        settings = Map.of(
                "OPENAI_BASE_URL", service.url(), "OPENAI_API_KEY", "none", "EMBEDDING_MODEL", SglangService.MINILM);
        expected = new EmbeddingClient(cluster, Pace.of(60)).embed(service.url(), SglangService.MINILM, List.of(TEXTS));
        clients = new Clients(cluster);
    }

    @ParameterizedTest
    @EnumSource(Clients.Client.class)
    void clientGetsTheVectors(Clients.Client client) {
        var vectors = clients.embed(client, settings, TEXTS);
        assertThat(vectors).hasSameSizeAs(expected);
        for (var i = 0; i < expected.size(); i++) {
            assertThat(Vectors.cosine(vectors.get(i), expected.get(i))).isGreaterThan(SAME);
        }
    }

    @ParameterizedTest
    @EnumSource(Clients.Client.class)
    void wrongDimensionsAreAnError(Clients.Client client) {
        var wrong = new HashMap<>(settings);
        wrong.put("EMBEDDING_DIMENSIONS", "100");
        assertThatThrownBy(() -> clients.embed(client, wrong, TEXTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dimensions");
    }
}
