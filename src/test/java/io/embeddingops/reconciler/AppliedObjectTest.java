package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedObjectTest {

    /** As the API server stores {@link #wanted}: without the empty strings. */
    private static final String STORED = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: a
              labels: {x: y}
              annotations: {embeddingops.io/applied: DIGEST}
              managedFields:
              - manager: embedding-operator
                operation: Apply
                fieldsV1:
                  f:metadata: {f:labels: {f:x: {}}, f:annotations: {f:embeddingops.io/applied: {}}}
                  f:spec:
                    f:template:
                      f:spec:
                        f:tolerations: {}
                        f:containers:
                          k:{"name":"server"}:
                            .: {}
                            f:name: {}
                            f:image: {}
                            f:volumeMounts: {'k:{"mountPath":"/m"}': {.: {}, f:name: {}, f:mountPath: {}, f:subPath: {}}}
            spec:
              template:
                spec:
                  tolerations: [{key: a}]
                  containers:
                  - {name: server, image: i, volumeMounts: [{name: v, mountPath: /m}]}
            """;

    private static Deployment wanted() {
        return deployment("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a, labels: {x: y}}
                spec:
                  template:
                    spec:
                      tolerations: [{key: a, value: ""}]
                      containers:
                      - {name: server, image: i, volumeMounts: [{name: v, mountPath: /m, subPath: ""}]}
                """);
    }

    @Test
    void objectStoredInAnotherFormIsUnchanged() {
        assertThat(isUnchanged(STORED, wanted())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f:image: {}", "f:subPath: {}", "f:tolerations: {}", "f:x: {}", "f:embeddingops.io/applied: {}"})
    void fieldTakenByAnotherManagerIsAChange(String field) {
        assertThat(isUnchanged(STORED.replace(field, field.replace("f:", "f:not-")), wanted()))
                .isFalse();
    }

    @Test
    void itemTakenByAnotherManagerIsAChange() {
        assertThat(isUnchanged(STORED.replace("\"/m\"", "\"/n\""), wanted())).isFalse();
    }

    @Test
    void entryOfAnotherManagerDoesNotCount() {
        assertThat(isUnchanged(STORED.replace("manager: embedding-operator", "manager: kubectl"), wanted()))
                .isFalse();
        assertThat(isUnchanged(STORED.replace("operation: Apply", "operation: Update"), wanted()))
                .isFalse();
    }

    @Test
    void anyOtherWantedValueIsAChange() {
        var other = wanted();
        other.getSpec().getTemplate().getSpec().getTolerations().get(0).setTolerationSeconds(0L);

        assertThat(isUnchanged(STORED, other)).isFalse();
    }

    @Test
    void objectWithoutAnnotationIsNotKnown() {
        assertThat(isUnchanged(STORED.replace("applied: DIGEST", "other: DIGEST"), wanted()))
                .isFalse();
    }

    @Test
    void digestDependsOnNeitherVersionNorItself() {
        var wanted = wanted();
        AppliedObject.mark(wanted);
        var first = wanted.getMetadata().getAnnotations();
        wanted.getMetadata().setResourceVersion("5");
        AppliedObject.mark(wanted);

        assertThat(wanted.getMetadata().getAnnotations()).isEqualTo(first);
    }

    private static boolean isUnchanged(String stored, Deployment wanted) {
        var original = wanted();
        AppliedObject.mark(original);
        var digest = original.getMetadata().getAnnotations().get(AppliedObject.ANNOTATION);
        AppliedObject.mark(wanted);
        return AppliedObject.isUnchanged(deployment(stored.replace("DIGEST", digest)), wanted);
    }

    private static Deployment deployment(String yaml) {
        return Given.SERIALIZATION.unmarshal(yaml, Deployment.class);
    }
}
