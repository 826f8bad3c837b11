package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTransitionTest {

    private static final String HEAD =
            "apiVersion: embeddingops.io/v1alpha1\nkind: EmbeddingService\nmetadata: {name: search}\nspec:\n";
    private static final String OLD = HEAD + "  replicas: 3\n  model: {path: /models/old}\n";
    private static final String NEW = HEAD
            + "  replicas: 3\n  model: {path: /models/new}\n  port: 8000\n"
            + "  vectorSpace: {transition: SideBySide, candidateReplicas: 1}\n";

    @TempDir
    Path directory;

    private String old;

    @BeforeEach
    void write() throws IOException {
        old = file("old.yaml", OLD);
    }

    @Test
    void printsBothServersAndTheServiceInFrontOfEach() throws IOException {
        var run = CommandLineRun.of("render", "--serving", old, "-f", file("new.yaml", NEW));

        assertThat(run.err()).isEmpty();
        var objects = objects(run);
        assertThat(objects)
                .extracting(RenderTransitionTest::kindAndName)
                .containsExactly(
                        "Service search",
                        "Service search-next",
                        "ConfigMap search-plugin-v3",
                        "ConfigMap search-b-plugin-v3",
                        "Deployment search",
                        "Deployment search-b",
                        "PodDisruptionBudget search");
        assertThat(objects.get(0)).contains("port: 30000", "embeddingops.io/service: \"search\"\n  type");
        assertThat(objects.get(1)).contains("port: 8000", "selector:\n    embeddingops.io/service: \"search-b\"");
        assertThat(objects.get(4)).contains("replicas: 3", "\"/models/old\"").doesNotContain("/models/new");
        assertThat(objects.get(5)).contains("replicas: 1", "\"/models/new\"").doesNotContain("/models/old");
    }

    @Test
    void theFallbackIsMadeFromTheServersThatServe() throws IOException {
        var run = CommandLineRun.of("render", "--serving", old, "-f", file("new.yaml", NEW + "  fallback: {}\n"));

        assertThat(run.err()).isEmpty();
        assertThat(objects(run))
                .filteredOn(object -> kindAndName(object).equals("Deployment search-fallback"))
                .singleElement()
                .asString()
                .contains("\"/models/old\"", "\"cpu\"");
    }

    @Test
    void aChangeThatCannotChangeTheVectorsIsRolledOut() throws IOException {
        var same = file("new.yaml", NEW.replace("/models/new", "/models/old"));

        var run = CommandLineRun.of("render", "--serving", old, "-f", same);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        same
                                + ":4: warning: spec: changes nothing that can change the vectors, so the servers are updated by a rollout and none start beside them\n");
        assertThat(objects(run))
                .extracting(RenderTransitionTest::kindAndName)
                .doesNotContain("Deployment search-b", "Service search-next");
    }

    @Test
    void inPlaceNothingStartsBesideTheServers() throws IOException {
        var inPlace = file("new.yaml", NEW.replace("SideBySide, candidateReplicas: 1", "InPlace"));

        var run = CommandLineRun.of("render", "--serving", old, "-f", inPlace);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains(":8: warning: spec.vectorSpace.transition: is InPlace, so the servers are replaced");
        assertThat(objects(run))
                .filteredOn(object -> kindAndName(object).startsWith("Deployment"))
                .singleElement()
                .asString()
                .contains("/models/new");
    }

    @Test
    void bothFilesMustHaveOneService() throws IOException {
        var two = file("two.yaml", NEW + "---\n" + NEW);

        var run = CommandLineRun.of("render", "--serving", old, "-f", two);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("--file: has 2 services: with --serving pass one file with one service");
        assertThat(CommandLineRun.of("render", "--serving", two, "-f", old).err())
                .startsWith("--serving: has 2 services");
        assertThat(CommandLineRun.of("render", "--serving", "/nowhere/x", "-f", old)
                        .err())
                .isEqualTo("/nowhere/x: no such file\n");
    }

    @Test
    void theyMustBeOfOneName() throws IOException {
        var other = file("new.yaml", NEW.replace("name: search", "name: find"));

        var run = CommandLineRun.of("render", "--serving", old, "-f", other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        other
                                + ":3: metadata.name: default/find is not the service of --serving, default/search: pass two versions of one service\n");
    }

    @Test
    void errorsOfBothAreReported() throws IOException {
        var before = file("before.yaml", OLD.replace("/models/old", "models"));
        var after = file("after.yaml", NEW.replace("8000", "0"));

        var run = CommandLineRun.of("render", "--serving", before, "-f", after);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(before + ":6: spec.model.path: "),
                        line -> assertThat(line).isEqualTo(after + ":7: spec.port: 0 must be from 1 to 65535"));
    }

    private static List<String> objects(CommandLineRun run) {
        return List.of(run.out().substring("---\n".length()).split("---\n"));
    }

    private static String kindAndName(String object) {
        return value(object, "kind: ") + " " + value(object, "  name: ");
    }

    private static String value(String object, String key) {
        return object.lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow()
                .substring(key.length())
                .replace("\"", "");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }
}
