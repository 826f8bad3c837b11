package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Leaders that fail in various ways: another takes over, only one writes, and no edit is lost. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class FencingIT {

    private static final Duration TAKEOVER = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(6);
    private static final Duration STOP = Duration.ofSeconds(20);

    private Tenant tenant;
    private ControlPlane controlPlane;
    private Account one;
    private Account other;

    @BeforeEach
    void start(ControlPlane shared, Tenant own) {
        controlPlane = shared;
        tenant = own;
        var rules = Stream.of(
                        RoleRules.shipped().services(), RoleRules.shipped().election())
                .flatMap(List::stream)
                .toList();
        one = Account.in(tenant, "one").grant(rules);
        other = Account.in(tenant, "other").grant(rules);
    }

    @Test
    void killedLeaderIsReplaced() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                var killed = Instant.now();
                leader.signal("KILL");
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready", TAKEOVER.plusSeconds(10));
                assertThat(Duration.between(killed, takeover())).isLessThan(TAKEOVER);
                assertOnlyTheLeaderWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void stoppedLeaderReleasesTheLease() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                assertThat(leader.terminate(STOP)).isZero();
                var ended = Instant.now();
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready");
                assertThat(Duration.between(ended, takeover())).isLessThan(AT_ONCE);
                assertOnlyTheLeaderWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void frozenLeaderWritesNothingWhenItResumes() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                var frozen = Instant.now();
                leader.signal("STOP");
                // both receive the event; the frozen leader finds it pending when it resumes
                tenant.edit("first", "model: {path: /models/tiny}\nport: 31000");
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready", TAKEOVER.plusSeconds(10));
                tenant.awaitReady("first", "True", "Ready");
                assertThat(Duration.between(frozen, takeover())).isLessThan(TAKEOVER);
                tenant.kubernetesService("second").delete();
                Tenant.eventually(() ->
                        assertThat(tenant.kubernetesService("second").get()).isNotNull());

                leader.signal("CONT");
                tenant.edit("first", "model: {path: /models/tiny}\nport: 32000");
                tenant.create(Tenant.gpuService("third"));
                assertThat(leader.exitCode(STOP)).isEqualTo(1);
                tenant.awaitReady("third", "True", "Ready");
                tenant.awaitReady("first", "True", "Ready");
                assertThat(port("first")).isEqualTo(32000);
                assertOnlyTheLeaderWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void partitionedLeaderWritesNothingWhenItReconnects() {
        try (var proxy = TcpProxy.to(tenant.client().getMasterUrl().getPort());
                var leader = run(one.via(proxy))) {
            ready("first");
            try (var standby = run(other)) {
                var cut = Instant.now();
                proxy.cut();
                tenant.edit("first", "model: {path: /models/tiny}\nport: 31000");
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready", TAKEOVER.plusSeconds(10));
                tenant.awaitReady("first", "True", "Ready");
                assertThat(Duration.between(cut, takeover())).isLessThan(TAKEOVER);

                proxy.heal();
                tenant.edit("first", "model: {path: /models/tiny}\nport: 32000");
                assertThat(leader.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
                Tenant.eventually(() -> assertThat(port("first")).isEqualTo(32000));
                assertOnlyTheLeaderWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    private int port(String service) {
        return tenant.kubernetesService(service)
                .get()
                .getSpec()
                .getPorts()
                .get(0)
                .getPort();
    }

    private void ready(String name) {
        tenant.create(Tenant.gpuService(name));
        tenant.awaitReady(name, "True", "Ready");
    }

    /** When the other operator became the leader. */
    private Instant takeover() {
        return AuditLog.of(controlPlane, other).leaseWrites().get(0);
    }

    /** Checks in the API server's audit log that only the respective leader wrote. */
    private void assertOnlyTheLeaderWrote() {
        var takeover = takeover();
        assertThat(AuditLog.of(controlPlane, one).writes())
                .isNotEmpty()
                .allSatisfy(write -> assertThat(write.at()).isBefore(takeover));
        assertThat(AuditLog.of(controlPlane, other).writes())
                .isNotEmpty()
                .allSatisfy(write -> assertThat(write.at()).isAfter(takeover));
    }

    private OperatorJar run(Account account) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                "--leader-election",
                "true",
                "--leader-election-namespace",
                tenant.namespace());
    }
}
