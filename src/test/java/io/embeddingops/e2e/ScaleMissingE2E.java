package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.embeddingops.keda.ScaledObject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What autoscaling needs is missing: the status says so within a minute, and the service goes on with what it has. */
@EnabledIfSystemProperty(named = "e2e.scale", matches = "true")
@ExtendWith(RealNode.class)
class ScaleMissingE2E {

    private static final Duration MINUTE = Pace.of(60);

    /** An autoscaler looks every 15 to 30 seconds, and KEDA's processes need to start. */
    private static final Duration RECOVERY = Pace.of(180);

    @Test
    void metricsServerIsMissing(ControlPlane controlPlane) {
        try (var metrics = MetricsServer.start(controlPlane);
                var tenant = SglangService.tenant(controlPlane)) {
            var service = ScaledService.measured(tenant, "no-metrics");
            service.autoscale("engine: HPA");
            try (var load = lightLoad(service)) {
                missing(service, "MetricsMissing", metrics::stop);
                assertThat(service.autoscaled().message()).contains("metrics-server");
                found(service, metrics::start);
                served(service, load);
            }
        }
    }

    @Test
    void kedaAndPrometheusAreMissing(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var prometheus = new ScalePrometheus(controlPlane, tenant);
                var keda = Keda.start(controlPlane)) {
            prometheus.startOperator(tenant);
            var service = ScaledService.measured(tenant, "no-keda");
            service.autoscale("engine: KEDA");
            try (var load = lightLoad(service)) {
                missing(service, "MetricsMissing", keda::stop);
                found(service, keda::start);
                missing(service, "MetricsMissing", prometheus::stop);
                assertThat(service.autoscaled().message()).contains("rometheus");
                found(service, prometheus::start);
                served(service, load);
            }
        }
    }

    @Test
    @SuppressWarnings("try") // it only has to be there
    void kedaIsNotInstalled(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var prometheus = new ScalePrometheus(controlPlane, tenant)) {
            removeKeda(tenant.client());
            prometheus.startOperator(tenant);
            var service = ScaledService.measured(tenant, "not-installed");
            try (var load = lightLoad(service)) {
                missing(service, "KindNotInstalled", () -> service.edit("engine: KEDA"));
                assertThat(service.autoscaled().message()).contains(ScaledObject.CRD);
                try (var keda = Keda.start(controlPlane)) {
                    service.awaitAutoscaled(Condition.TRUE, "ScalingActive", RECOVERY);
                    service.live().awaitReady(RECOVERY);
                    served(service, load);
                }
            }
        }
    }

    /** Removes the CRD that an earlier test left. KEDA no longer runs, so nothing removes its finalizers. */
    private static void removeKeda(KubernetesClient client) {
        var crd = client.apiextensions().v1().customResourceDefinitions().withName(ScaledObject.CRD);
        if (crd.get() == null) {
            return;
        }
        Keda.removeFinalizers(client);
        crd.delete();
        Tenant.eventually(() -> assertThat(crd.get()).isNull());
    }

    private static void missing(ScaledService service, String reason, Runnable loss) {
        loss.run();
        service.awaitAutoscaled(Condition.FALSE, reason, MINUTE);
        System.err.println(service.live().name() + ": " + service.autoscaled().message());
        assertThat(service.replicas()).isEqualTo(1);
    }

    private static void found(ScaledService service, Runnable remedy) {
        remedy.run();
        service.awaitAutoscaled(Condition.TRUE, "ScalingActive", RECOVERY);
    }

    /** A third of what one server can answer, which asks for no other server. */
    private static SteppedLoad lightLoad(ScaledService service) {
        var load = SteppedLoad.start(service.url(), ScaledService.TEXTS, 1);
        load.rate(service.capacity() / 3);
        return load;
    }

    private static void served(ScaledService service, SteppedLoad load) {
        load.close();
        assertThat(load.failures()).isEmpty();
        assertThat(load.answered()).isPositive();
        assertThat(service.live().ready().status()).isEqualTo(Condition.TRUE);
        assertThat(service.live().server().getRestartCount()).isZero();
    }
}
