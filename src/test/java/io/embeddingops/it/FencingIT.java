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

/** The leader goes in several ways; another takes over, only one writes, and no edit is lost. */
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
    void aLeaderThatIsKilledIsReplaced() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                var killed = Instant.now();
                leader.signal("KILL");
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready", TAKEOVER.plusSeconds(10));
                assertThat(Duration.between(killed, takeover())).isLessThan(TAKEOVER);
                onlyOneWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void aLeaderThatEndsPassesTheLeadershipOn() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                assertThat(leader.terminate(STOP)).isZero();
                var ended = Instant.now();
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready");
                assertThat(Duration.between(ended, takeover())).isLessThan(AT_ONCE);
                onlyOneWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void aLeaderThatWasFrozenWritesNothingWhenItGoesOn() {
        try (var leader = run(one)) {
            ready("first");
            try (var standby = run(other)) {
                var frozen = Instant.now();
                leader.signal("STOP");
                // heard by both; the one that is frozen finds it waiting when it goes on
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
                onlyOneWrote();
                assertThat(standby.terminate(STOP)).isZero();
            }
        }
    }

    @Test
    void aLeaderThatWasCutOffWritesNothingWhenItIsBack() {
        try (var way = Forwarder.to(tenant.client().getMasterUrl().getPort());
                var leader = run(one.through(way))) {
            ready("first");
            try (var standby = run(other)) {
                var cut = Instant.now();
                way.cut();
                tenant.edit("first", "model: {path: /models/tiny}\nport: 31000");
                tenant.create(Tenant.gpuService("second"));
                tenant.awaitReady("second", "True", "Ready", TAKEOVER.plusSeconds(10));
                tenant.awaitReady("first", "True", "Ready");
                assertThat(Duration.between(cut, takeover())).isLessThan(TAKEOVER);

                way.heal();
                tenant.edit("first", "model: {path: /models/tiny}\nport: 32000");
                assertThat(leader.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
                Tenant.eventually(() -> assertThat(port("first")).isEqualTo(32000));
                onlyOneWrote();
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

    /** When the other one became the leader. */
    private Instant takeover() {
        return AuditLog.of(controlPlane, other).leaseWrites().get(0);
    }

    /** By the API server's own record. */
    private void onlyOneWrote() {
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
