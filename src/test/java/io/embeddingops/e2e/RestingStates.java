package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Account;
import io.embeddingops.it.AuditLog;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Checks of a service whose transition waits for someone, or for time. */
final class RestingStates {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration SETTLED = Pace.of(60);
    private static final Duration STILL = Duration.ofSeconds(5);

    private final ControlPlane controlPlane;
    private final Account account;
    private final LiveService service;
    private final RestartedOperator operator;

    /** The operator must have that account, which nothing else has. */
    RestingStates(ControlPlane controlPlane, Account account, LiveService service, RestartedOperator operator) {
        this.controlPlane = controlPlane;
        this.account = account;
        this.service = service;
        this.operator = operator;
    }

    /** For a minute nothing is written, and neither by an operator that starts anew. */
    void assertQuiet() throws InterruptedException {
        var settled = new Object() {
            Instant since = Instant.now();
        };
        Awaitility.await("the last write").atMost(SETTLED).until(() -> {
            Thread.sleep(STILL.toMillis());
            var before = settled.since;
            settled.since = Instant.now();
            return writes(before).isEmpty();
        });
        Thread.sleep(MINUTE.toMillis());
        assertThat(writes(settled.since)).isEmpty();
        operator.kill();
        operator.start();
        Thread.sleep(Pace.of(20).toMillis());
        assertThat(writes(settled.since)).as("writes after a restart").isEmpty();
    }

    private List<AuditLog.Request> writes(Instant since) {
        return AuditLog.of(controlPlane, account).writes().stream()
                .filter(write -> write.at().isAfter(since))
                .toList();
    }

    /** A Deployment that was deleted, but not its pods, is created again as it was, and takes its pods over. */
    void assertDeploymentIsRepaired(String name) {
        var deployment = service.tenant().deployment(name);
        var before = deployment.get();
        var pods = pods();
        deployment.withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        Tenant.within(Transition.FLIP, () -> {
            var after = deployment.get();
            assertThat(after).isNotNull();
            assertThat(after.getMetadata().getUid())
                    .isNotEqualTo(before.getMetadata().getUid());
            assertThat(after.getSpec().getTemplate()).isEqualTo(before.getSpec().getTemplate());
            assertThat(after.getStatus().getReadyReplicas())
                    .isEqualTo(before.getStatus().getReadyReplicas());
        });
        assertThat(pods()).isEqualTo(pods);
    }

    private Set<String> pods() {
        return ServiceObjects.pods(service).stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }
}
