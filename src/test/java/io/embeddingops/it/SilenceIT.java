package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A firewall forgets the operator's connection and tells nobody: the watches go over that connection. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class SilenceIT {

    /** Two pings, one of which gets no answer, and the retry. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    @Test
    void aConnectionThatIsLostInSilenceIsReplaced(Tenant tenant) {
        try (var way = Forwarder.to(tenant.client().getMasterUrl().getPort());
                var operator = OperatorJar.runAs(
                        Account.in(tenant, "operator")
                                .grant(RoleRules.shipped().services())
                                .through(way)
                                .kubeconfig(),
                        "--namespaces",
                        tenant.namespace())) {
            tenant.create(Tenant.gpuService("before"));
            tenant.awaitReady("before", "True", "Ready");

            way.loseConnections();
            tenant.create(Tenant.gpuService("after"));

            tenant.awaitReady("after", "True", "Ready", NOTICED);
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
    }
}
