package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The API server is down for half a minute. The operator keeps running and loses no change. */
@Execution(ExecutionMode.CONCURRENT)
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    @Test
    void changesDuringAnOutageAreReconciledAfterIt() {
        try (var controlPlane =
                        ControlPlane.up("it-outage-" + ProcessHandle.current().pid(), "--crds", "crds");
                var tenant = new Tenant(controlPlane).startOperator()) {
            tenant.create(Tenant.gpuService("before"));
            tenant.awaitReady("before", "True", "Ready");

            controlPlane.killApiServer();
            Awaitility.await().pollDelay(OUTAGE).atMost(OUTAGE.plusSeconds(5)).until(() -> true);
            controlPlane.startApiServer();

            // changed while the operator's watches are still waiting to reconnect
            tenant.create(Tenant.gpuService("after"));
            tenant.kubernetesService("before").delete();
            tenant.service("before").scale(2);
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                assertThat(tenant.service("after").get().getStatus().readyReplicas())
                        .isEqualTo(1);
                assertThat(tenant.service("before").get().getStatus().readyReplicas())
                        .isEqualTo(2);
                assertThat(tenant.kubernetesService("before").get()).isNotNull();
            });
        }
    }
}
