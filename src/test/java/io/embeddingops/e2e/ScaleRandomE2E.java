package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.it.Account;
import io.embeddingops.it.AuditLog;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.OperatorJar;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random load between 0 and 250 % of one server for {@code -De2e.scale.minutes} (30), the same for a {@code -De2e.scale.seed} (24):
 * no request is lost, the number of servers does not flap, and the operator writes only when servers come and go.
 */
@EnabledIfSystemProperty(named = "e2e.scale", matches = "true")
@ExtendWith(RealNode.class)
class ScaleRandomE2E {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("e2e.scale.minutes", 30));
    private static final long SEED = Long.getLong("e2e.scale.seed", 24);
    private static final double MOST = 2.5;
    private static final int SHORTEST_SECONDS = 60;
    private static final int LONGEST_SECONDS = 240;

    /** The default of spec.autoscaling.behavior. */
    private static final double WINDOW_SECONDS = 300;

    /** A change of the load asks for one to three servers: two decisions at most. */
    private static final int DECISIONS_PER_CHANGE = ScaledService.MAX_SERVERS - 1;

    /** The operator verifies a new server, which waits in its queue, and waits 45 s before it reports missing metrics. */
    private static final Duration SETTLED = Duration.ofSeconds(120);

    @Test
    @SuppressWarnings("try") // it only has to be there
    void randomLoadIsServedWithoutFlapping(ControlPlane controlPlane) throws InterruptedException {
        try (var metrics = MetricsServer.start(controlPlane);
                var tenant = new Tenant(controlPlane)) {
            var account = Account.in(tenant, "operator")
                    .grantEverywhere(RoleRules.shipped().all());
            try (var operator = OperatorJar.runAs(
                    account.kubeconfig(),
                    "--namespaces",
                    tenant.namespace(),
                    // requests to servers through the API server would count as writes
                    "--probe-via",
                    "direct",
                    "--allowed-image-prefixes",
                    "registry.local",
                    "--allowed-host-paths",
                    SglangService.allowedHostPaths())) {
                var service = ScaledService.measured(tenant, "random");
                service.autoscale("engine: HPA");
                var changes = new ArrayList<Instant>();
                changes.add(Instant.now());
                try (var pods = new PodChanges(service.live())) {
                    var begin = Instant.now();
                    var decisions = decisions(service);
                    decisions
                            .decisions()
                            .forEach(decision -> changes.add(begin.plusMillis((long) (1000 * decision.seconds()))));
                    changes.addAll(pods.times());
                    assertQuiet(AuditLog.of(controlPlane, account), begin, changes);
                }
                assertThat(operator.log()).doesNotContain("forbidden", "ERROR");
            }
        }
    }

    private static ScaleDecisions decisions(ScaledService service) throws InterruptedException {
        try (var load = SteppedLoad.start(service.url(), ScaledService.TEXTS, SEED);
                var timeline = new Timeline(service.live(), load, "random.csv")) {
            var random = new Random(SEED);
            while (timeline.now() < TIME.toSeconds()) {
                timeline.rate(MOST * random.nextDouble() * service.capacity());
                var seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1);
                Thread.sleep(Duration.ofSeconds(seconds).toMillis());
            }
            timeline.rate(0);
            assertAllAnswered(load);
            var found = ScaleDecisions.in(timeline.samples());
            System.err.printf(
                    "%d requests, %d changes of the load, decisions: %s%n",
                    load.sent(), found.loadChanges(), found.decisions());
            assertThat(found.decisions()).hasSizeLessThanOrEqualTo(DECISIONS_PER_CHANGE * found.loadChanges());
            assertThat(found.flapping(WINDOW_SECONDS)).isEmpty();
            return found;
        }
    }

    private static void assertAllAnswered(SteppedLoad load) {
        load.close();
        assertThat(load.failures()).isEmpty();
        assertThat(load.answered()).isEqualTo(load.sent()).isPositive();
    }

    private static void assertQuiet(AuditLog log, Instant begin, List<Instant> changes) {
        var writes =
                log.writes().stream().filter(write -> write.at().isAfter(begin)).toList();
        System.err.printf(
                "%d writes of the operator at %d changes: %s%n",
                writes.size(),
                changes.size(),
                writes.stream().collect(Collectors.groupingBy(AuditLog.Request::permission, Collectors.counting())));
        assertThat(writes)
                .allSatisfy(write -> assertThat(changes)
                        .as("changes of replicas, pods and their readiness within %s before", SETTLED)
                        .anySatisfy(change -> assertThat(Duration.between(change, write.at()))
                                .isBetween(Duration.ofSeconds(-3), SETTLED)));
    }
}
