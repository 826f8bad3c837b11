package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalingDefaultsTest {

    @Test
    void onlyTheMaximumIsRequired() {
        var plan = autoscaling("{maxReplicas: 8}");
        assertThat(plan.minReplicas()).isEqualTo(1);
        assertThat(plan.maxReplicas()).isEqualTo(8);
        assertThat(plan.targetUtilization()).isEqualTo(70);
        assertThat(plan.triggers()).isEmpty();
        assertThat(text(plan.behavior().getScaleUp())).isEqualTo("0 Max [100 Percent/60, 1 Pods/60] null");
        assertThat(text(plan.behavior().getScaleDown())).isEqualTo("300 Max [25 Percent/60, 1 Pods/60] null");
        assertThat(Given.plan("model: {path: /m}").autoscaling()).isEmpty();
    }

    /** Kubernetes would fill in its own defaults otherwise. */
    @Test
    void absentFieldsOfABehaviorHaveTheirDefaults() {
        var plan = autoscaling("{maxReplicas: 8, behavior: {scaleUp: {selectPolicy: Disabled},"
                + " scaleDown: {stabilizationWindowSeconds: 60, tolerance: '0.050', policies: [{type: Pods, value: 3,"
                + " periodSeconds: 30}]}}}");
        assertThat(text(plan.behavior().getScaleUp())).isEqualTo("0 Disabled [100 Percent/60, 1 Pods/60] null");
        assertThat(text(plan.behavior().getScaleDown())).isEqualTo("60 Max [3 Pods/30] 50m");
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "3,3", "5,4", "0,0"})
    void theNumberOfServersStaysInTheRangeUnlessItIsZero(int given, int planned) {
        assertThat(Given.plan("{model: {path: /m}, replicas: " + given
                                + ", autoscaling: {minReplicas: 2, maxReplicas: 4, engine: KEDA}}")
                        .replicas())
                .isEqualTo(planned);
    }

    @ParameterizedTest
    @CsvSource({
        "gpu, true,  '',  KEDA",
        "gpu, true,  HPA, HPA",
        "gpu, false, '',  HPA",
        "gpu, false, KEDA, KEDA",
        "cpu, true,  '',  HPA",
        "cpu, true,  KEDA, KEDA",
        "cpu, false, '', HPA"
    })
    void kedaIsTheDefaultForGpus(String device, boolean installed, String engine, AutoscalingEngine expected) {
        assertThat(engine(device, engine, installed, "http://prometheus:9090")).isEqualTo(expected);
    }

    @Test
    void kedaIsNoDefaultWithoutAPrometheus() {
        assertThat(engine("gpu", "", true, "")).isEqualTo(AutoscalingEngine.HPA);
        assertThat(engine("gpu", "KEDA", true, "")).isEqualTo(AutoscalingEngine.KEDA);
    }

    /** A drain must not take away all servers of a service that had one when it was planned. */
    @Test
    void theMaximumDecidesWhetherThereIsADisruptionBudget() {
        assertThat(plan("{maxReplicas: 2}").effectiveDisruptionBudget()).isPresent();
        assertThat(plan("{maxReplicas: 1}").effectiveDisruptionBudget()).isEmpty();
    }

    private static AutoscalingEngine engine(String device, String engine, boolean installed, String prometheus) {
        var spec = "{model: {path: /m}, device: " + device + ", server: {resources: {requests: {cpu: 1}}}, autoscaling:"
                + " {maxReplicas: 2" + (engine.isEmpty() ? "" : ", engine: " + engine) + "}}";
        var plan = (Plan) new Planner(Given.policy("--prometheus-address", prometheus)).plan(Given.service(spec));
        return plan.withKeda(installed).autoscaling().orElseThrow().engine();
    }

    private static AutoscalingPlan autoscaling(String autoscaling) {
        return plan(autoscaling).autoscaling().orElseThrow();
    }

    private static Plan plan(String autoscaling) {
        return Given.plan("{model: {path: /m}, autoscaling: " + autoscaling + "}");
    }

    private static String text(HPAScalingRules rules) {
        List<String> policies = rules.getPolicies().stream()
                .map(policy -> policy.getValue() + " " + policy.getType() + "/" + policy.getPeriodSeconds())
                .toList();
        return rules.getStabilizationWindowSeconds() + " " + rules.getSelectPolicy() + " " + policies + " "
                + rules.getTolerance();
    }
}
