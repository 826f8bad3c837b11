package io.embeddingops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ActiveRequestsTest {

    @Test
    void requestsForEmbeddingsAreCounted() {
        assertThat(ActiveRequests.read(Given.text(Path.of("src/test/resources/chart/server-metrics.txt"))))
                .hasValue(4);
    }

    @Test
    void otherMetricsSayNothing() {
        assertThat(ActiveRequests.read("sglang:http_requests_active{endpoint=\"/health\",method=\"GET\"} 2.0\n"))
                .isEmpty();
        assertThat(ActiveRequests.read("<html>")).isEmpty();
    }
}
