package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.keda.ScaledObjectSpec.Trigger;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behavior that golden files cannot show. */
class ServerScaledObjectTest {

    private static final String CRON = ", triggers: [{type: cron, metadata: {timezone: UTC}}]";

    @Test
    void thereIsNoneWithoutAnythingToMeasure() {
        assertThat(build("", "")).isEmpty();
    }

    @Test
    void triggersAreEnoughWithoutAPrometheus() {
        assertThat(build(CRON, "").orElseThrow().getSpec().triggers())
                .containsExactly(new Trigger("cron", null, null, Map.of("timezone", "UTC"), null));
    }

    @Test
    void theLoadIsTheFirstTrigger() {
        var triggers =
                build(CRON, "http://prometheus:9090/").orElseThrow().getSpec().triggers();
        assertThat(triggers).extracting(Trigger::type).containsExactly("prometheus", "prometheus", "cron");
        assertThat(triggers.subList(0, 2))
                .allSatisfy(trigger -> assertThat(trigger.metadata())
                        .containsEntry("serverAddress", "http://prometheus:9090")
                        .containsEntry("ignoreNullValues", "false")
                        .doesNotContainKey("authModes")
                        .extractingByKey("query")
                        .asString()
                        .contains("{namespace=\"ai\",service=\"tiny\"}"));
        assertThat(triggers).extracting(Trigger::authenticationRef).containsOnlyNulls();
    }

    /** ScalingQueriesIT shows what they give. */
    @Test
    void theQueriesAreThoseThatAreTestedAndDocumented() throws IOException {
        var tested = Files.readString(Path.of("src/test/resources/chart/scaling-queries-test.yaml"));
        var documented = Files.readString(Path.of("docs/autoscaling.md")).replaceAll("\\s+", " ");
        build("", "http://prometheus:9090").orElseThrow().getSpec().triggers().forEach(trigger -> {
            var query = trigger.metadata().get("query");
            assertThat(tested).contains(" " + query.replace("\"ai\"", "\"ns\"").replace("\"tiny\"", "\"emb\""));
            assertThat(documented)
                    .contains(" " + query.replace("\"ai\"", "\"NS\"").replace("\"tiny\"", "\"NAME\""));
        });
    }

    @ParameterizedTest
    @CsvSource({"10, 0.1", "70, 0.7", "75, 0.75", "85, 0.85"})
    void theThresholdIsAShare(int target, String threshold) {
        var object = build(", targetUtilization: " + target, "http://prometheus:9090");
        assertThat(object.orElseThrow().getSpec().triggers().get(0).metadata()).containsEntry("threshold", threshold);
    }

    @Test
    void hpaAndScaledObjectExcludeEachOther() {
        var keda = plan(CRON, "");
        var hpa = Given.plan("{model: {path: /m}, autoscaling: {maxReplicas: 2}}");
        assertThat(ServerAutoscaler.build(keda)).isEmpty();
        assertThat(ServerAutoscaler.build(hpa)).isPresent();
        assertThat(ServerScaledObject.build(hpa)).isEmpty();
    }

    private static Optional<ScaledObject> build(String more, String prometheus) {
        return ServerScaledObject.build(plan(more, prometheus));
    }

    private static Plan plan(String more, String prometheus) {
        var policy = Given.policy("--prometheus-address", prometheus);
        var spec = "{model: {path: /m}, autoscaling: {maxReplicas: 2, engine: KEDA" + more + "}}";
        return (Plan) new Planner(policy).plan(Given.service(spec));
    }
}
