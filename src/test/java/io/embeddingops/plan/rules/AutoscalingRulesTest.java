package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalingRulesTest {

    private static final Policy POLICY = Given.policy("--prometheus-address", "http://prometheus:9090");
    private static final String CRON = "triggers: [{type: cron, metadata: {}}]";
    private static final String REQUEST =
            "spec.server.resources.requests.cpu is required for autoscaling by CPU, because"
                    + " spec.autoscaling.targetUtilization is a share of it: set it to the CPU that a server uses at full load, or"
                    + " set spec.autoscaling.engine to KEDA";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | maxReplicas is required: set it to 1 or more
            {minReplicas: 3, maxReplicas: 2}| minReplicas 3 must not be more than spec.autoscaling.maxReplicas 2: lower it, or raise maxReplicas
            """)
    void theRangeIsChecked(String autoscaling, String error) {
        assertThat(errors("", autoscaling)).containsExactly("spec.autoscaling." + error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", engine: KEDA", ", engine: HPA, triggers: [{type: cron, metadata: {}}]"})
    void zeroServersNeedATrigger(String more) {
        assertThat(errors("server: {resources: {requests: {cpu: 1}}}", "{minReplicas: 0, maxReplicas: 2" + more + "}"))
                .contains("spec.autoscaling.minReplicas 0 needs spec.autoscaling.engine KEDA and a trigger in"
                        + " spec.autoscaling.triggers that starts the first server, such as cron: add them, or set"
                        + " minReplicas to 1");
    }

    @Test
    void zeroServersWithATriggerAreAllowed() {
        assertThat(errors("", "{minReplicas: 0, maxReplicas: 2, engine: KEDA, " + CRON + "}"))
                .isEmpty();
    }

    @Test
    void triggersNeedKeda() {
        assertThat(errors("", "{maxReplicas: 2, " + CRON + "}"))
                .containsExactly("spec.autoscaling.triggers need spec.autoscaling.engine KEDA: set it, or remove the"
                        + " triggers");
    }

    @Test
    void namesOfTriggersAreUnique() {
        assertThat(errors(
                        "",
                        "{maxReplicas: 2, engine: KEDA, triggers: [{type: cron, metadata: {}}, {type: cron, name: a,"
                                + " metadata: {}}, {type: cron, name: a, metadata: {}}, {metadata: {}}]}"))
                .containsExactly(
                        "spec.autoscaling.triggers[2].name \"a\" is the name of another trigger: choose a different one",
                        "spec.autoscaling.triggers[3].type is required");
    }

    @Test
    void onlyAllowedTypesOfTriggers() {
        var autoscaling = "{maxReplicas: 2, engine: KEDA, triggers: [{type: kafka, metadata: {}}]}";
        assertThat(errors("", autoscaling))
                .containsExactly("spec.autoscaling.triggers[0].type kafka is not an allowed type of trigger: ask the"
                        + " cluster administrator to add it to --allowed-keda-triggers (chart value"
                        + " policy.allowedKedaTriggers), or remove the trigger");
        assertThat(Given.errors(Given.policy("--allowed-keda-triggers", "cron,kafka"), spec("", autoscaling)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{maxReplicas: 2, engine: HPA}",
                "{maxReplicas: 2}, device: cpu",
                "{maxReplicas: 2}, device: cpu, server: {resources: {requests: {memory: 1Gi}}}",
                "{maxReplicas: 2}, device: cpu, server: {resources: {requests: {cpu: 0}}}"
            })
    void scalingByCpuNeedsARequest(String autoscaling) {
        assertThat(errors("", autoscaling)).containsExactly(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{maxReplicas: 2, engine: HPA}, server: {resources: {limits: {cpu: 2}}}",
                "{maxReplicas: 2}, device: cpu, server: {resources: {requests: {cpu: 500m}}}",
                "{maxReplicas: 2, engine: KEDA}, device: cpu",
                "{maxReplicas: 2}"
            })
    void otherServicesAreMeasured(String autoscaling) {
        assertThat(errors("", autoscaling)).isEmpty();
    }

    @Test
    void aServiceThatOnlyKedaCouldMeasureIsAWarningWithoutKeda() {
        var plan = ((Plan) new Planner(POLICY).plan(Given.service(spec("", "{maxReplicas: 2}"))));
        assertThat(warnings(plan.withKeda(true))).isEmpty();
        assertThat(warnings(plan.withKeda(false)))
                .containsExactly("spec.server.resources.requests.cpu is missing, so without KEDA and the operator's"
                        + " --prometheus-address the autoscaler cannot measure the servers: set it, or set"
                        + " spec.autoscaling.engine to KEDA");
    }

    @Test
    void aBudgetMustAllowEvictionsAtTheMinimum() {
        var autoscaling = "{minReplicas: 2, maxReplicas: 4}, replicas: 4, server: {resources: {limits: {cpu: 1}}}";
        assertThat(warnings(Given.plan(spec("disruptionBudget: {minAvailable: 1}", autoscaling))))
                .isEmpty();
        assertThat(warnings(Given.plan(spec("disruptionBudget: {minAvailable: 2}", autoscaling))))
                .containsExactly("spec.disruptionBudget.minAvailable 2 with spec.autoscaling.minReplicas 2 allows no"
                        + " eviction, so a node with one of the pods can never be drained: lower it, raise"
                        + " spec.autoscaling.minReplicas, or set maxUnavailable: 1 instead");
    }

    @Test
    void theAnnotationThatTheOperatorRemovesIsItsOwn() {
        var annotation = "annotations: {karpenter.sh/do-not-disrupt: 'true'}";
        assertThat(Given.errors("{model: {path: /m}, pod: {" + annotation + "}}"))
                .isEmpty();
        assertThat(Given.errors("{model: {path: /m}, pod: {doNotDisruptWhileLoading: true, " + annotation + "}}"))
                .containsExactly("spec.pod.annotations[karpenter.sh/do-not-disrupt] must not be set together with"
                        + " spec.pod.doNotDisruptWhileLoading, which sets it until the server is ready: remove one of"
                        + " them");
    }

    private static List<String> warnings(Plan plan) {
        return Rules.warnings(plan).stream().map(FieldError::toString).toList();
    }

    private static List<String> errors(String more, String autoscaling) {
        return Given.errors(POLICY, spec(more, autoscaling));
    }

    private static String spec(String more, String autoscaling) {
        return "{model: {path: /m}, " + (more.isEmpty() ? "" : more + ", ") + "autoscaling: " + autoscaling + "}";
    }
}
