package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A HorizontalPodAutoscaler by CPU, with a real metrics-server: the servers follow the load, and no request is lost. */
@EnabledIfSystemProperty(named = "e2e.scale", matches = "true")
@ExtendWith(RealNode.class)
class ScaleCpuE2E {

    @Test
    @SuppressWarnings("try") // it only has to be there
    void serversFollowTheLoad(ControlPlane controlPlane) throws InterruptedException {
        try (var metrics = MetricsServer.start(controlPlane);
                var tenant = SglangService.tenant(controlPlane)) {
            var service = ScaledService.measured(tenant, "by-cpu");
            service.autoscale("engine: HPA, " + ScaledService.FAST);
            assertThat(service.live().resource().getStatus().autoscaling().autoscaler())
                    .isEqualTo("HorizontalPodAutoscaler/by-cpu");
            try (var load = new LoadSteps(service, "cpu.csv")) {
                load.followed();
            }
        }
    }
}
