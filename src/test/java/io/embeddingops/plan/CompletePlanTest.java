package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A builder does not notice a component that {@link Defaults} forgets to set; this does. */
class CompletePlanTest {

    private static final List<Object> UNSET =
            List.of(Optional.empty(), OptionalInt.empty(), List.of(), Map.of(), 0, 0L, 0.0, false, "");

    private static final String EVERYTHING = """
            model:
              path: /models/tiny
              servedName: small
              source: {persistentVolumeClaim: {claimName: models, subPath: tiny}}
              dimensions: [128]
              contextLength: 512
            gpu: {count: 2}
            server:
              imagePullPolicy: Always
              extraArgs: [--log-level, debug]
              env: [{name: A, value: b}]
              envFrom: [{configMapRef: {name: more}}]
              volumeMounts: [{name: data, mountPath: /data}]
              prefixCache: true
            pod:
              labels: {a: b}
              annotations: {a: b}
              nodeSelector: {a: b}
              tolerations: [{operator: Exists}]
              affinity: {podAntiAffinity: {}}
              topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]
              runtimeClassName: nvidia
              priorityClassName: high
              schedulerName: other
              serviceAccountName: default
              imagePullSecrets: [{name: registry}]
              volumes: [{name: data, emptyDir: {}}]
            service: {labels: {a: b}, annotations: {a: b}}
            vectorSpace: {id: vs-0123456789ab, configMapName: reference}
            """;

    @Test
    void aSpecWithAllFieldsSetsAllComponents() throws ReflectiveOperationException {
        assertComplete("Plan", Given.plan(EVERYTHING).withReplicasElsewhere(5));
    }

    @Test
    void noComponentIsNullByDefault() throws ReflectiveOperationException {
        assertNothingNull("Plan", Given.plan("model: {path: /models/tiny}"));
    }

    private static void assertComplete(String path, Record part) throws ReflectiveOperationException {
        assertNothingNull(path, part);
        for (var component : part.getClass().getRecordComponents()) {
            var value = component.getAccessor().invoke(part);
            var name = path + "." + component.getName();
            assertThat(value).as(name).isNotIn(UNSET);
            if (value instanceof Record inner) {
                assertComplete(name, inner);
            }
        }
    }

    private static void assertNothingNull(String path, Record part) throws ReflectiveOperationException {
        for (var component : part.getClass().getRecordComponents()) {
            var value = component.getAccessor().invoke(part);
            assertThat(value).as(path + "." + component.getName()).isNotNull();
            if (value instanceof Record inner && inner.getClass().getPackage() == Plan.class.getPackage()) {
                assertNothingNull(path + "." + component.getName(), inner);
            }
        }
    }
}
