package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTableTest {

    private static final Path CRD = Path.of("crds", "embeddingservices.embeddingops.io-v1.yml");

    private final KubernetesSerialization yaml = new KubernetesSerialization();
    private final List<FieldTable.Row> rows =
            FieldTable.rows(yaml.unmarshal(GeneratedSection.read(CRD), CustomResourceDefinition.class));

    @Test
    void theReferenceListsTheFieldsOfTheCrd() {
        new GeneratedSection(Path.of("docs", "reference.md"), "fields").mustBe(FieldTable.markdown(rows));
    }

    @Test
    void theDefaultsAreThoseOfThePlanner() {
        var plan = minimal();
        assertThat(fallback("spec.device")).isEqualToIgnoringCase(plan.device().name());
        assertThat(fallback("spec.port")).isEqualTo(String.valueOf(plan.port()));
        assertThat(fallback("spec.replicas")).isEqualTo(String.valueOf(plan.replicas()));
        var gpu = plan.gpu().orElseThrow();
        assertThat(fallback("spec.gpu.count")).isEqualTo(String.valueOf(gpu.count()));
        assertThat(fallback("spec.gpu.resourceName"))
                .isEqualTo(gpu.resourceName().orElseThrow());
        assertThat(fallback("spec.server.prefixCache"))
                .isEqualTo(String.valueOf(plan.server().prefixCache()));
        assertThat(fallback("spec.pod.terminationGracePeriodSeconds"))
                .isEqualTo(String.valueOf(plan.pod().terminationGracePeriodSeconds()));
        assertThat(fallback("spec.service.type"))
                .isEqualTo(plan.service().type().value());
        var health = plan.health();
        assertThat(fallback("spec.health.startupTimeoutSeconds"))
                .isEqualTo(String.valueOf(health.startupTimeoutSeconds()));
        assertThat(fallback("spec.health.checkTimeoutSeconds")).isEqualTo(String.valueOf(health.checkTimeoutSeconds()));
        assertThat(fallback("spec.health.periodSeconds")).isEqualTo(String.valueOf(health.periodSeconds()));
        assertThat(fallback("spec.health.failureThreshold")).isEqualTo(String.valueOf(health.failureThreshold()));
    }

    @Test
    void kubernetesTypesAreNamedAndNotExpanded() {
        assertThat(row("spec.pod.tolerations").type()).isEqualTo("[]Toleration");
        assertThat(row("spec.server.resources").type()).isEqualTo("ResourceRequirements");
        assertThat(rows).extracting(FieldTable.Row::field).noneMatch(field -> field.contains("tolerations[]"));
    }

    private String fallback(String field) {
        return row(field).fallback();
    }

    private FieldTable.Row row(String field) {
        return rows.stream()
                .filter(row -> row.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private Plan minimal() {
        var service = yaml.unmarshal("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: minimal, namespace: default}
                spec: {model: {path: /models/minimal}}
                """, EmbeddingService.class);
        return (Plan) new Planner(Given.POLICY).plan(service);
    }
}
