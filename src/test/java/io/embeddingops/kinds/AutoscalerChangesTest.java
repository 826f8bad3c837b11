package io.embeddingops.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.keda.ScaledObject;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses of autoscalers change all the time; only decisions and failures trigger a reconcile. */
class AutoscalerChangesTest {

    private static final String HPA = """
            metadata: {name: a, uid: u, resourceVersion: "1", labels: {a: b}}
            spec: {maxReplicas: 3, behavior: {scaleUp: {selectPolicy: Max}}}
            status:
              currentReplicas: 1
              desiredReplicas: 2
              lastScaleTime: "2026-01-01T00:00:00Z"
              currentMetrics: [{type: ContainerResource, containerResource: {name: cpu, container: server, current: {averageUtilization: 50}}}]
              conditions:
              - {type: AbleToScale, status: "True", reason: ReadyForNewScale, message: able}
              - {type: ScalingActive, status: "True", reason: ValidMetricFound, message: active}
              - {type: ScalingLimited, status: "False", reason: DesiredWithinRange, message: limited}
            """;

    private static final String SCALED_OBJECT = """
            metadata: {name: a, uid: u, generation: 1, resourceVersion: "1", labels: {a: b}}
            status:
              hpaName: keda-hpa-a
              lastActiveTime: "2026-01-01T00:00:00Z"
              conditions:
              - {type: Ready, status: "True", reason: ScaledObjectReady, message: ready}
              - {type: Active, status: "True", reason: ScalerActive, message: active}
              - {type: Paused, status: "False", message: paused}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            resourceVersion: "1"            | resourceVersion: "2"            | false
            averageUtilization: 50          | averageUtilization: 51          | false
            ReadyForNewScale                | ScaleDownStabilized             | false
            DesiredWithinRange              | TooManyReplicas                 | false
            message: active                 | message: other                  | false
            maxReplicas: 3                  | maxReplicas: 4                  | true
            selectPolicy: Max               | selectPolicy: Min               | true
            a: b                            | a: c                            | true
            desiredReplicas: 2              | desiredReplicas: 3              | true
            2026-01-01                      | 2026-01-02                      | true
            ValidMetricFound                | FailedGetResourceMetric         | true
            "True", reason: ValidMetricFound| "False", reason: ValidMetricFound| true
            "True", reason: ReadyForNewScale| "False", reason: FailedGetScale | true
            """)
    void ofHorizontalPodAutoscaler(String before, String now, boolean matters) {
        assertThat(AutoscalerChanges.ofHorizontalPodAutoscaler(
                        Given.object(HPA, HorizontalPodAutoscaler.class),
                        Given.object(HPA.replace(before, now), HorizontalPodAutoscaler.class)))
                .isEqualTo(matters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            resourceVersion: "1"             | resourceVersion: "2"             | false
            2026-01-01                       | 2026-01-02                       | false
            "True", reason: ScalerActive     | "False", reason: ScalerNotActive | false
            message: ready                   | message: other                   | false
            generation: 1                    | generation: 2                    | true
            a: b                             | a: c                             | true
            keda-hpa-a                       | other                            | true
            "True", reason: ScaledObjectReady| "False", reason: TriggerError    | true
            type: Paused, status: "False"    | type: Paused, status: "True"     | true
            """)
    void ofScaledObject(String before, String now, boolean matters) {
        assertThat(AutoscalerChanges.ofScaledObject(
                        Given.object(SCALED_OBJECT, ScaledObject.class),
                        Given.object(SCALED_OBJECT.replace(before, now), ScaledObject.class)))
                .isEqualTo(matters);
    }

    @Test
    void theFirstStatusMatters() {
        assertThat(AutoscalerChanges.ofHorizontalPodAutoscaler(
                        Given.object(withoutStatus(HPA), HorizontalPodAutoscaler.class),
                        Given.object(HPA, HorizontalPodAutoscaler.class)))
                .isTrue();
        assertThat(AutoscalerChanges.ofScaledObject(
                        Given.object(withoutStatus(SCALED_OBJECT), ScaledObject.class),
                        Given.object(SCALED_OBJECT, ScaledObject.class)))
                .isTrue();
    }

    private static String withoutStatus(String yaml) {
        return yaml.substring(0, yaml.indexOf("status:"));
    }
}
