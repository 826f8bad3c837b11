package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar as a process: probes, metrics and shutdown. */
@ExtendWith(SharedControlPlane.class)
class OperatorJarIT {

    private static final Duration STOP = Duration.ofSeconds(5);

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
    }

    @Test
    void servesProbesAndMetricsAndStopsInTime(ControlPlane controlPlane) throws Exception {
        try (var operator = OperatorJar.run(controlPlane, "--namespaces", tenant.namespace())) {
            assertThat(operator.get("/livez").statusCode()).isEqualTo(200);
            assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
            tenant.create(Tenant.gpuService("qwen"));
            tenant.awaitReady("qwen", "True", "Ready");
            Tenant.eventually(() -> assertThat(operator.get("/metrics").body())
                    .contains("embedding_operator_reason_changes_total{reason=\"Ready\"} 1.0")
                    .contains("operator_sdk_"));
            assertThat(operator.terminate(STOP)).isZero();
            assertThat(operator.log())
                    .contains("namespace=" + tenant.namespace())
                    .doesNotContain("WARN", "ERROR", "Exception");
        }
    }
}
