package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tools;
import org.junit.jupiter.api.Test;

/** The queries that KEDA sends to Prometheus give the load of the servers, also when samples are missing. */
class ScalingQueriesIT {

    @Test
    void theQueriesGiveTheLoad() {
        assertThat(Tools.run("promtool", "", "test", "rules", "src/test/resources/chart/scaling-queries-test.yaml"))
                .contains("SUCCESS");
    }
}
