package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plain manifests are up to date with the chart. */
class KustomizeTest {

    @Test
    void filesContainTheChartsObjects() throws IOException {
        for (var file : PlainManifests.files().entrySet()) {
            if (Boolean.getBoolean("kustomize.update")) {
                Files.writeString(file.getKey(), file.getValue());
            }
            assertThat(Given.text(file.getKey()))
                    .as("%s: bring it up to date with `make kustomize`", file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void everyFileIsListed() throws IOException {
        for (var directory :
                Stream.of(PlainManifests.BASE, PlainManifests.NAMESPACED).toList()) {
            var listed = Given.text(directory.resolve("kustomization.yaml"));
            try (var files = Files.list(directory)) {
                assertThat(files.map(Path::getFileName)
                                .map(Path::toString)
                                .filter(name -> !name.equals("kustomization.yaml")))
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(listed).contains("\n  - " + name + "\n"));
            }
        }
    }
}
