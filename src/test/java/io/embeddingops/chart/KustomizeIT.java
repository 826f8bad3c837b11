package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.fixtures.Given;
import io.embeddingops.it.Tools;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What kubectl's kustomize makes of the plain manifests is what Helm makes of the chart. */
class KustomizeIT {

    @Test
    void theBaseIsARelease() {
        assertBuilds(PlainManifests.BASE, "");
    }

    @Test
    void theOverlayIsAReleaseForOneNamespace() {
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
