package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A firewall silently drops the operator's connection, which carries its watches. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class SilenceIT {

    /** Time for two pings, the second of them unanswered, and the reconnect. */
    private static final Duration DETECTION_TIMEOUT = Duration.ofSeconds(60);

    @Test
    void silentlyLostConnectionIsReplaced(Tenant tenant) {
        try (var proxy = TcpProxy.to(tenant.client().getMasterUrl().getPort());
                var operator = OperatorJar.runAs(
                        Account.in(tenant, "operator")
                                .grant(RoleRules.shipped().services())
                                .via(proxy)
                                .kubeconfig(),
                        "--namespaces",
                        tenant.namespace())) {
            tenant.create(Tenant.gpuService("before"));
            tenant.awaitReady("before", "True", "Ready");

            proxy.loseConnections();
            tenant.create(Tenant.gpuService("after"));

            tenant.awaitReady("after", "True", "Ready", DETECTION_TIMEOUT);
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
    }
}
