package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.KubernetesRow;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.UncheckedPlan;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner refuses what a real API server refuses in the objects, and accepts what it accepts. */
@ExtendWith(SharedControlPlane.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesRulesIT {

    private DryRun dryRun;

    static Stream<KubernetesRow> refused() {
        return KubernetesRow.refused();
    }

    static Stream<KubernetesRow> accepted() {
        return KubernetesRow.accepted();
    }

    @BeforeAll
    void start(ControlPlane controlPlane) {
        dryRun = new DryRun(controlPlane);
    }

    @AfterAll
    void stop() {
        dryRun.close();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(KubernetesRow row) {
        if (row.useless()) {
            assertThat(refusal(row)).isEmpty();
        } else {
            assertThat(refusal(row)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isAccepted(KubernetesRow row) {
        assertThat(refusal(row)).isEmpty();
    }

    private Optional<String> refusal(KubernetesRow row) {
        var service = Given.service(row.spec());
        service.getMetadata().setNamespace("default");
        return dryRun.apply(Kinds.all().build(UncheckedPlan.of(service, Given.LENIENT)));
    }
}
