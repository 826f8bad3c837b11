package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody who reaches the port can change or end a server, and requests are answered as documented. */
@ExtendWith(RealNode.class)
class GuardE2E {

    private static LiveService minilm;
    private static LiveService tiny;

    @BeforeAll
    static void services(SharedServices shared) {
        minilm = shared.minilm().service();
        tiny = shared.tiny().service();
    }

    @Test
    void onlyEmbeddingEndpointsAreReachable() {
        run(minilm, SglangService.MINILM, "test_endpoints.py");
    }

    @Test
    void requestsAreAnsweredAsDocumented() {
        run(minilm, SglangService.MINILM, "test_requests.py");
        run(tiny, SglangService.TINY, "test_requests.py");
    }

    @Test
    void hostileRequestsHarmNobody() {
        var restarts = minilm.server().getRestartCount();
        run(minilm, SglangService.MINILM, "test_hostile.py");
        assertThat(minilm.server().getRestartCount()).isEqualTo(restarts);
    }

    private static void run(LiveService service, String model, String file) {
        ServingTests.run(service, SglangService.model(model), file);
    }
}
