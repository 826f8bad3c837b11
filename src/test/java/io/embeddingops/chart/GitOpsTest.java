package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples for GitOps tools match the chart and the health script. */
class GitOpsTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ARGO_CD = Path.of("examples", "gitops", "argocd");
    private static final Path FLUX = Path.of("examples", "gitops", "flux");
    private static final String SCRIPT = "resource.customizations.health.embeddingops.io_EmbeddingService";

    @Test
    void scriptInTheConfigMapIsTheTestedOne() throws IOException {
        var tested = Given.text(ARGO_CD.resolve("health.lua"));
        var given = YAML.readTree(Given.text(ARGO_CD.resolve("argocd-cm.yaml")))
                .path("data")
                .path(SCRIPT)
                .asText();

        assertThat(given).isNotBlank().isEqualTo(tested.substring(tested.indexOf('\n') + 1));
    }

    @Test
    void argoCdApplicationReferencesTheChart() throws IOException {
        var source = YAML.readTree(Given.text(ARGO_CD.resolve("operator.yaml"))).at("/spec/source");

        assertThat(Path.of(source.path("path").asText())).isEqualTo(Chart.DIRECTORY);
        assertInstalls(source.at("/helm/valuesObject"));
    }

    @Test
    void fluxHelmReleaseReferencesTheChart() throws IOException {
        var release = documents(FLUX.resolve("operator.yaml")).get(2);

        assertThat(Path.of(release.at("/spec/chart/spec/chart").asText()).normalize())
                .isEqualTo(Chart.DIRECTORY);
        assertInstalls(release.at("/spec/values"));
    }

    @Test
    void fluxWaitsForTheOperatorsDeployment() throws IOException {
        var kustomizations = documents(FLUX.resolve("kustomizations.yaml"));
        var operator = kustomizations.get(1);
        var services = kustomizations.get(2);
        var deployment = operator.at("/spec/healthChecks/1");

        assertThat(Chart.text(""))
                .contains("kind: " + deployment.path("kind").asText() + "\nmetadata:\n  name: "
                        + deployment.path("name").asText() + "\n");
        assertThat(services.at("/spec/wait").asBoolean()).isTrue();
        assertThat(services.at("/spec/dependsOn/0/name")).isEqualTo(operator.at("/metadata/name"));
        assertThat(services.at("/spec/targetNamespace"))
                .isEqualTo(kustomizations.get(0).at("/metadata/name"));
    }

    /** Without them, taking the CRD out of Git deletes it, and with it all EmbeddingServices. */
    @Test
    void crdIsNeverPruned() throws IOException {
        var chart = PlainManifests.read(Chart.text("")).toList();
        var manifests = documents(PlainManifests.BASE.resolve("crd.yaml"));

        assertThat(Stream.concat(chart.stream(), manifests.stream())
                        .filter(object -> object.path("kind").asText().equals("CustomResourceDefinition")))
                .hasSize(2)
                .allSatisfy(crd -> {
                    var annotations = crd.at("/metadata/annotations");
                    assertThat(annotations
                                    .path("kustomize.toolkit.fluxcd.io/prune")
                                    .asText())
                            .isEqualTo("disabled");
                    assertThat(annotations
                                    .path("argocd.argoproj.io/sync-options")
                                    .asText())
                            .isEqualTo("Prune=false");
                });
    }

    /** Argo CD would report it as OutOfSync forever. */
    @Test
    void crdHasNoPriorityThatTheApiServerDrops() {
        assertThat(Given.text(PlainManifests.BASE.resolve("crd.yaml"))).doesNotContain("priority: 0");
        assertThat(Chart.text("")).doesNotContain("priority: 0");
    }

    /** Nothing needs a CRD that a cluster may lack, and the image is that of a registry of the user. */
    private static void assertInstalls(JsonNode values) throws IOException {
        assertThat(Chart.text(YAML.writeValueAsString(values)))
                .contains("image: registry.example.com/embedding-operator:")
                .doesNotContain("kind: ServiceMonitor", "kind: PrometheusRule");
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        assertThat(Files.exists(file)).isTrue();
        return PlainManifests.read(Given.text(file)).toList();
    }
}
