package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.fixtures.Given;
import io.embeddingops.it.Tools;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** kubectl kustomize builds the same objects from the plain manifests as Helm from the chart. */
class KustomizeIT {

    @Test
    void baseEqualsARelease() {
        assertBuilds(PlainManifests.BASE, "");
    }

    @Test
    void overlayEqualsAReleaseForOneNamespace() {
        assertBuilds(PlainManifests.NAMESPACED, "watchNamespaces: [" + PlainManifests.NAMESPACE + "]");
    }

    private static void assertBuilds(Path directory, String values) {
        Stream<JsonNode> namespace = PlainManifests.read(Given.text(PlainManifests.BASE.resolve("namespace.yaml")));
        var wanted = PlainManifests.byName(Stream.concat(namespace, PlainManifests.objects(values).stream()));
        var built =
                PlainManifests.byName(PlainManifests.read(Tools.run("kubectl", "", "kustomize", directory.toString())));

        assertThat(built).containsOnlyKeys(wanted.keySet());
        assertThat(built).isEqualTo(wanted);
    }
}
