package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for name, GPU, labels, health and rollout. */
class RulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b", "a1", "a23456789012345678901234567890123456789012345678901234567890123"})
    void allowsNames(String name) {
        assertThat(planned(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a",
                "-a",
                "a-",
                "A",
                "a.b",
                "a_b",
                "",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesOtherNames(String name) {
        assertThat(planned(name)).containsExactly(new FieldError("metadata.name", Messages.NAME));
    }

    @Test
    void refusesGpusOnCpu() {
        assertThat(Given.errors("{model: {path: /m}, device: cpu, gpu: {}}")).containsExactly(Messages.GPU_ON_CPU);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.kubernetes.io/name",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/component",
                "app.kubernetes.io/managed-by",
                "embeddingops.io/service",
                "embeddingops.io/anything"
            })
    void refusesReservedLabels(String key) {
        assertThat(Given.errors(
                        "{model: {path: /m}, pod: {labels: {" + key + ": x}}, service: {labels: {" + key + ": x}}}"))
                .containsExactly(
                        "spec.pod.labels[" + key + "] is set by the operator: remove it",
                        "spec.service.labels[" + key + "] is set by the operator: remove it");
    }

    @Test
    void allowsOtherLabels() {
        assertThat(Given.plan("{model: {path: /m}, pod: {labels: {app.kubernetes.io/version: '1', app: x}}}")
                        .pod()
                        .labels())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"2, 10", "20, 21", "300, 301"})
    void allowsHealthTimeouts(int check, int startup) {
        assertThat(Given.plan(health(check, startup)).health().checkTimeoutSeconds())
                .isEqualTo(check);
    }

    @Test
    void refusesACheckTimeoutBelowTwoSeconds() {
        assertThat(Given.errors(health(1, 600)))
                .containsExactly("spec.health.checkTimeoutSeconds 1 " + Messages.CHECK_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "20, 19"})
    void requiresAStartupTimeoutAboveTheCheckTimeout(int check, int startup) {
        assertThat(Given.errors(health(check, startup))).containsExactly(Messages.STARTUP_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "25%, 0", "0%, 1", "0, 100%", "3, 3"})
    void allowsRollouts(String surge, String unavailable) {
        assertThat(Given.plan(rollout(surge, unavailable)).rollout().maxSurge().getValue())
                .hasToString(surge);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0%, 0", "0, 0%", "00%, 000%"})
    void refusesStuckRollouts(String surge, String unavailable) {
        assertThat(Given.errors(rollout(surge, unavailable))).containsExactly(Messages.ROLLOUT_STUCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "25", "25.5%", "-5%", "%", "1000%"})
    void refusesOtherAmounts(String amount) {
        var quoted = amount.equals("-1") ? amount : "'" + amount + "'";
        assertThat(Given.errors(rollout(quoted, quoted)))
                .containsExactly(
                        "spec.rollout.maxSurge " + amount
                                + " must be a whole number, 0 or more, or a percentage such as 25%",
                        "spec.rollout.maxUnavailable " + amount
                                + " must be a whole number, 0 or more, or a percentage such as 25%");
    }

    private static List<FieldError> planned(String name) {
        var service = Given.service("model: {path: /m}");
        service.getMetadata().setName(name);
        return new Planner(Given.POLICY).plan(service) instanceof Rejection rejection ? rejection.errors() : List.of();
    }

    private static String health(int check, int startup) {
        return "{model: {path: /m}, health: {checkTimeoutSeconds: " + check + ", startupTimeoutSeconds: " + startup
                + "}}";
    }

    private static String rollout(String surge, String unavailable) {
        return "{model: {path: /m}, rollout: {maxSurge: " + surge + ", maxUnavailable: " + unavailable + "}}";
    }
}
