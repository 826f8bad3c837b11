package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart has the same CRD and version as the rest of the project. */
class ChartDriftTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ORIGINAL = Path.of("crds", "embeddingservices.embeddingops.io-v1.yml");

    @Test
    void crdIsRenderedCompletely() throws IOException {
        var rendered = (ObjectNode) crd("");
        var metadata = (ObjectNode) rendered.get("metadata");

        assertThat(metadata.get("annotations"))
                .isEqualTo(YAML.readTree("{helm.sh/resource-policy: keep, kustomize.toolkit.fluxcd.io/prune: disabled,"
                        + " argocd.argoproj.io/sync-options: Prune=false}"));
        metadata.remove("annotations");
        metadata.remove("labels");
        assertThat(rendered).isEqualTo(YAML.readTree(ORIGINAL.toFile()));
    }

    @Test
    void crdCanBeRemovedWithTheReleaseOrLeftOut() throws IOException {
        assertThat(crd("crds: {keep: false}").at("/metadata/annotations").isMissingNode())
                .isTrue();
        assertThat(Chart.documents(Chart.text("crds: {install: false}")))
                .noneMatch(document -> document.contains("kind: CustomResourceDefinition"));
    }

    @Test
    void chartHasTheVersionOfTheProject() throws IOException {
        var chart = YAML.readTree(Chart.DIRECTORY.resolve("Chart.yaml").toFile());
        var project = Given.text(Path.of("pom.xml"))
                .lines()
                .filter(line -> line.startsWith("  <version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" *</?version>", "");

        assertThat(chart.get("version").textValue()).isEqualTo(project);
        assertThat(chart.get("appVersion").textValue()).isEqualTo(project);
    }

    private static JsonNode crd(String values) throws IOException {
        return YAML.readTree(Chart.documents(Chart.text(values))
                .filter(document -> document.contains("\nkind: CustomResourceDefinition\n"))
                .findFirst()
                .orElseThrow());
    }
}
