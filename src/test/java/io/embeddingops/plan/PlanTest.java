package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @Test
    void equalServicesHaveEqualPlans() {
        var spec = """
                model: {path: /models/tiny, dimensions: [2, 1]}
                pod: {labels: {b: "1", a: "2"}}
                """;
        assertThat(Given.plan(spec)).isEqualTo(Given.plan(spec)).hasSameHashCodeAs(Given.plan(spec));
    }

    @Test
    void labelsAreSorted() {
        assertThat(Given.plan("{model: {path: /models/tiny}, pod: {labels: {b: x, c: x, a: x}}}")
                        .pod()
                        .labels()
                        .keySet())
                .containsExactly("a", "b", "c");
    }

    @Test
    void replicasCanBeLeftToAnotherFieldManager() {
        var plan = Given.plan("{model: {path: /models/tiny}, replicas: 3}");
        var elsewhere = plan.withReplicasElsewhere(5);
        assertThat(elsewhere.replicasElsewhere()).isTrue();
        assertThat(elsewhere.replicas()).isEqualTo(5);
        assertThat(plan.replicasElsewhere()).isFalse();
    }

    @Test
    void theUrlIsTheBaseUrlOfClients() {
        assertThat(Given.plan("{model: {path: /models/tiny}, port: 8000}").url())
                .isEqualTo("http://tiny.ai.svc:8000/v1");
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 1", "0, 4, 0", "25%, 4, 1", "25%, 3, 0", "100%, 3, 3", "50%, 10000, 5000"})
    void percentagesOfUnavailablePodsAreRoundedDown(String amount, int replicas, int pods) {
        var parsed = amount.endsWith("%") ? new IntOrString(amount) : new IntOrString(Integer.parseInt(amount));
        assertThat(new RolloutPlan(new IntOrString(0), parsed).maxUnavailable(replicas))
                .isEqualTo(pods);
    }

    @ParameterizedTest
    @CsvSource({
        // startup, check, period | probe timeout, startup period, startup failures, deadline
        "600, 20, 10, 25, 5, 120, 1500",
        "61, 2, 3, 7, 3, 21, 961",
        "60, 2, 5, 7, 5, 12, 960",
        "61, 2, 5, 7, 5, 13, 961",
        "10, 2, 1, 7, 1, 10, 910"
    })
    void probeTimesAreDerivedFromHealth(
            int startup, int check, int period, int timeout, int startupPeriod, int failures, int deadline) {
        var health = new HealthPlan(startup, check, period, 3, 5);
        assertThat(health.probeTimeoutSeconds()).isEqualTo(timeout);
        assertThat(health.startupPeriodSeconds()).isEqualTo(startupPeriod);
        assertThat(health.startupFailureThreshold()).isEqualTo(failures);
        assertThat(health.progressDeadlineSeconds()).isEqualTo(deadline);
    }
}
