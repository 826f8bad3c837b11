package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.plan.AutoscalingPlanBuilder;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PlanBuilder;
import io.embeddingops.plan.PrometheusServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States of autoscalers, one in each row of autoscaled.csv, with conditions and words of Kubernetes 1.36 and KEDA 2.21. */
class AutoscaledTableTest {

    private static final int COLUMNS = 8;
    private static final String RESOURCES = "server: {resources: {requests: {cpu: 2}}}, model: {path: /m}";

    /**
     * A row.
     *
     * @param spec of the service
     * @param prometheus its address; empty if the operator knows none
     * @param ready when the only server became ready; empty for not yet
     * @param hpa status of the HorizontalPodAutoscaler; empty if there is none
     * @param scaledObject status of the ScaledObject; empty if there is none
     * @param expected reason and message, or nothing while a failure may pass
     */
    record Case(
            String spec,
            String prometheus,
            String ready,
            String now,
            String hpa,
            String scaledObject,
            String expected) {}

    static Stream<Named<Case>> rows() {
        return Given.text(Path.of("src/test/resources/status/autoscaled.csv"))
                .lines()
                .map(row ->
                        Arrays.stream(row.split("\\|", -1)).map(String::strip).toArray(String[]::new))
                .map(row -> {
                    assertThat(row).hasSize(COLUMNS);
                    return Named.of(row[0], new Case(row[1], row[2], row[3], row[4], row[5], row[6], row[7]));
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void stateIsNamed(Case given) {
        var plan = plan(given);
        var seen = Observation.of(
                        Optional.of(Observations.deployment(1, 1)),
                        List.of(pod(given.ready())),
                        Observations.at(given.now()))
                .withAutoscaler(
                        object(given.hpa(), HorizontalPodAutoscaler.class),
                        object(given.scaledObject(), ScaledObject.class));
        var found = Autoscaler.of(plan, seen, Optional.empty()).flatMap(AutoscalerChecks::state);
        assertThat(found.map(state -> state.reason() + " " + state.message()).orElse(""))
                .isEqualTo(given.expected());
    }

    private static Plan plan(Case given) {
        var plan = Given.plan("{%s, %s}".formatted(RESOURCES, given.spec()));
        var prometheus = Optional.of(given.prometheus())
                .filter(address -> !address.isEmpty())
                .map(address -> new PrometheusServer(address, Optional.empty(), List.of()));
        return PlanBuilder.builder(plan)
                .autoscaling(plan.autoscaling()
                        .map(autoscaling -> AutoscalingPlanBuilder.builder(autoscaling)
                                .prometheus(prometheus)
                                .build()))
                .build();
    }

    private static Pod pod(String ready) {
        return ready.isEmpty()
                ? Observations.placed("a", "False 10:00:01", "started: false")
                : Observations.placed("a", "True " + ready, "started: true");
    }

    private static <T> Optional<T> object(String status, Class<T> type) {
        return Optional.of(status)
                .filter(given -> !given.isEmpty())
                .map(given -> Given.object("metadata: {name: tiny}\nstatus: {" + given + "}", type));
    }
}
