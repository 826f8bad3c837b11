package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppliedReplicasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "argocd-controller | Apply | f:replicas | argocd-controller",
                "argocd-controller | Apply | f:model | -",
                "kube-controller-manager | Update | f:replicas | -",
                "kubectl-edit | Update | f:replicas | -"
            })
    void managerThatAppliesTheFieldIsNamed(String manager, String operation, String field, String expected) {
        var object = Given.object("""
                metadata:
                  name: a
                  managedFields:
                  - {manager: %s, operation: %s, fieldsType: FieldsV1, fieldsV1: {"f:spec": {"%s": {}}}}
                """.formatted(manager, operation, field), Pod.class);
        assertThat(AppliedReplicas.manager(object).orElse("-")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"spec\":{\"replicas\":2}} | kubectl apply",
                "{\"spec\":{\"model\":{\"path\":\"/replicas\"}}} | -",
                "{\"spec\":{\"replicas\":null}} | -",
                "replicas | -"
            })
    void lastAppliedConfigurationIsRead(String applied, String expected) {
        var object = Given.object("""
                metadata:
                  name: a
                  annotations: {kubectl.kubernetes.io/last-applied-configuration: '%s'}
                """.formatted(applied), Pod.class);
        assertThat(AppliedReplicas.manager(object).orElse("-")).isEqualTo(expected);
    }
}
