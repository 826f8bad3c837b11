package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.SharedControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server accepts the chart's objects in a dry run. */
@ExtendWith(SharedControlPlane.class)
class ReleaseIT {

    private static final String[] NAMESPACES = {Chart.NAMESPACE, "team-a", "team-b"};

    private KubernetesClient client;

    @BeforeEach
    void start(ControlPlane controlPlane) {
        client = controlPlane.client();
        Stream.of(NAMESPACES)
                .forEach(name -> client.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                                .endMetadata()
                                .build())
                        .serverSideApply());
    }

    @AfterEach
    void stop() {
        client.close();
    }

    /** Strict validation refuses unknown and duplicate fields. */
    @ParameterizedTest
    @ValueSource(strings = {"", "watchNamespaces: [team-a, team-b]", """
                networkPolicy: {enabled: true, apiServerCidrs: [10.0.0.0/8], metricsFrom: [{namespaceSelector: {}}]}
                monitoring: {dashboard: {enabled: true}}
                config: {gpuImage: a/b:c, probeVia: proxy, logLevel: debug}
                policy: {allowedHostPaths: [/models]}
                imagePullSecrets: [{name: registry}]
                jvmOptions: [-Xmx256m]
                env: [{name: HTTPS_PROXY, value: 'http://proxy:3128'}]
                podLabels: {team: search}
                podAnnotations: {team: search}
                nodeSelector: {kubernetes.io/os: linux}
                tolerations: [{key: a, operator: Exists}]
                affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
                priorityClassName: system-cluster-critical
                serviceAccount: {annotations: {a: b}}
                commonLabels: {owner: search}
                """})
    void everyObjectMatchesItsSchema(String values) {
        assertThat(Chart.render(values))
                .hasSizeGreaterThan(8)
                .allSatisfy(object -> assertThat(accepted(object)).isTrue());
    }

    @Test
    void podsPassPodSecurityRestricted() {
        var objects = Chart.render("");
        var template = Chart.only(objects, Deployment.class).getSpec().getTemplate();
        var operator = new PodBuilder()
                .withNewMetadata()
                .withName("operator")
                .withNamespace(Chart.NAMESPACE)
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withServiceAccountName("default")
                .endSpec()
                .build();

        assertThat(accepted(operator)).isTrue();
        assertThat(accepted(Chart.only(objects, Pod.class))).isTrue();
    }

    private boolean accepted(HasMetadata object) {
        return client.resource(object)
                        .dryRun(true)
                        .fieldValidation(Validation.STRICT)
                        .fieldManager("chart")
                        .forceConflicts()
                        .serverSideApply()
                != null;
    }
}
