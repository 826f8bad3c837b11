package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Restarts of the same model produce the same vectors and no warning. Runs only with a system property such as
 * {@code -De2e.restarts=30}; that many restarts take 12 minutes.
 */
@EnabledIfSystemProperty(named = RestartsE2E.RESTARTS, matches = "[0-9]+")
@ExtendWith(RealNode.class)
class RestartsE2E {

    static final String RESTARTS = "e2e.restarts";

    private static final int REPLICAS = 2;
    private static final int ROUNDS = (Integer.getInteger(RESTARTS, REPLICAS) + REPLICAS - 1) / REPLICAS;
    private static final Duration START = Pace.of(180);

    @Test
    void restartsOfTheSameModelCauseNoWarning(Tenant tenant) {
        // with mode Enforce a service is ready only when all its pods are verified
        var service = LiveService.create(
                tenant, "restarted", SglangService.MINILM, "{replicas: 2, verification: {mode: Enforce}}");
        service.awaitReady(START);
        var space = service.resource().getStatus().vectorSpace();

        for (var round = 1; round <= ROUNDS; round++) {
            var old = Set.copyOf(service.allPods());
            service.podResources().delete();
            Tenant.within(
                    START, () -> assertThat(service.allPods()).hasSize(REPLICAS).doesNotContainAnyElementsOf(old));
            service.awaitReady(START);
            System.err.println("restarts so far: " + round * REPLICAS);
        }

        Tenant.eventually(() -> assertThat(service.resource()
                        .getStatus()
                        .condition(Condition.VERIFIED)
                        .orElseThrow()
                        .status())
                .isEqualTo(Condition.TRUE));
        assertThat(service.resource().getStatus().vectorSpace()).isEqualTo(space);
        assertThat(tenant.events("restarted"))
                .extracting(Event::getReason)
                .contains("Verified")
                .doesNotContain("VectorSpaceChanged", "ReplicaMismatch", "UnstableEmbeddings", "BatchMismatch")
                .doesNotContain("InvalidVectors", "DimensionMismatch", "NotEmbedding", "PodReplaced");
        tenant.service("restarted").delete();
    }
}
