package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderCommandTest {

    private static final String HEAD = "apiVersion: embeddingops.io/v1alpha1\nkind: EmbeddingService\n";
    private static final String GOOD = HEAD + "metadata: {name: good}\nspec: {model: {path: /models/x}}\n";
    private static final String HOST_PATH =
            HEAD + "metadata: {name: host}\nspec: {model: {path: /models/x, source: {hostPath: {path: /data/x}}}}\n";

    @TempDir
    Path directory;

    @Test
    void printsObjectsInTheDefaultNamespace() throws IOException {
        var run = CommandLineRun.of("render", "-f", file("good.yaml", GOOD));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("---\n")
                .contains("kind: \"Deployment\"", "kind: \"Service\"", "namespace: \"default\"", "name: \"good\"");
    }

    @Test
    void readsSeveralFilesAndDocumentsYamlAndJsonAndStandardInput() throws IOException {
        var two = file("two.yaml", "---\n" + GOOD + "---\n# nothing\n---\n" + GOOD.replace("name: good", "name: b"));
        var json = file(
                "c.json",
                "{\t\"apiVersion\": \"embeddingops.io/v1alpha1\", \"kind\": \"EmbeddingService\","
                        + " \"metadata\": {\"name\": \"c\", \"namespace\": \"prod\"},"
                        + " \"spec\": {\"model\": {\"path\": \"/models/x\"}}}");
        var input = GOOD.replace("name: good", "name: d");

        var run = CommandLineRun.with(Map.of(), input, "render", "-f", two, "--file", json, "-f", "-");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("name: \"good\"", "name: \"b\"", "name: \"c\"", "name: \"d\"", "namespace: \"prod\"");
    }

    @Test
    void readsNumbersOfEitherType() throws IOException {
        var yaml = file("numbers.yaml", GOOD.replace("}}", "}, rollout: {maxSurge: 600, maxUnavailable: 25%}}"));

        var run = CommandLineRun.of("render", "-f", yaml);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("maxSurge: 600", "maxUnavailable: \"25%\"");
    }

    @Test
    void reportsAllErrorsOfAllDocumentsAndPrintsNothing() throws IOException {
        var mixed = file(
                "mixed.yaml",
                GOOD + "---\n" + HEAD + "metadata: {name: Bad}\nspec: {model: {path: /x.zip}, port: 0, prt: 1}\n"
                        + "---\napiVersion: apps/v1\nkind: Deployment\n---\n- a\n");
        var other = file("other.yaml", HEAD + "metadata: {name: x}\n");

        var run = CommandLineRun.of("render", "-f", mixed, "-f", other, "-f", "/nowhere/x.yaml");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .contains(
                        mixed + ":9: spec.port: 0 must be from 1 to 65535",
                        mixed + ":9: spec.prt: unknown field, did you mean port?",
                        mixed + ":11: apiVersion: \"apps/v1\" cannot be rendered: it must be embeddingops.io/v1alpha1",
                        mixed + ":12: kind: \"Deployment\" cannot be rendered: it must be EmbeddingService",
                        mixed + ":14: the document is not an object: it must have apiVersion and kind",
                        other + ":1: spec: is required",
                        "/nowhere/x.yaml: no such file")
                .anyMatch(line -> line.startsWith(mixed + ":8: metadata.name: must be a DNS label"))
                .anyMatch(line -> line.startsWith(mixed + ":9: spec.model.path: ")
                        && line.contains("must be the unpacked model directory"))
                .hasSize(9);
    }

    @Test
    void reportsOneErrorPerField() throws IOException {
        var file = file("a.yaml", GOOD.replace("spec: {", "spec: {replicas: three, gpu: [], "));

        var run = CommandLineRun.of("render", "-f", file);

        assertThat(run.err().lines()).hasSize(2);
    }

    @Test
    void reportsThePositionOfSyntaxErrors() throws IOException {
        var yaml = file("syntax.yaml", "spec: [a\nb: c\n");
        var json = file("syntax.json", "{\"a\": 1,\n  \"a\": 2}");
        var twice = file("twice.yaml", "a: 1\na: 2\n");

        assertThat(CommandLineRun.of("render", "-f", yaml, "-f", json, "-f", twice)
                        .err()
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(yaml + ":2:2: "),
                        line -> assertThat(line).startsWith(json + ":2:").contains("Duplicate field 'a'"),
                        line -> assertThat(line).startsWith(twice + ":").contains("duplicate key a"));
    }

    @Test
    void refusesFilesWithoutTextOrDocument() throws IOException {
        var binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
        var loop = file("loop.yaml", "a: &a [*a]\n");

        var run = CommandLineRun.of(
                "render",
                "-f",
                binary.toString(),
                "-f",
                file("empty.yaml", "# nothing\n"),
                "-f",
                loop,
                "-f",
                directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(4);
        assertThat(run.err())
                .contains(
                        "is not UTF-8 text",
                        "contains no document",
                        "loop.yaml:1:8: *a is within the value that it stands for",
                        "cannot be read");
    }

    @Test
    void reportsUnreadableMetadata() throws IOException {
        var run = CommandLineRun.of(
                "render", "-f", file("labels.yaml", GOOD.replace("{name: good}", "{name: good, labels: [a]}")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("labels.yaml:3: metadata.labels: cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labels: {"a b": c}        | metadata.labels[a b]: the key must be a name of at most 63 letters
            labels: {a/b/c: c}        | metadata.labels[a/b/c]: the key must be
            labels: {a: "b c"}        | metadata.labels.a: must have at most 63 letters
            labels: {a: 1}            | metadata.labels.a: must be a string: write it in quotes
            annotations: {-a: c}      | metadata.annotations.-a: the key must be
            annotations: {a: yes}     | metadata.annotations.a: must be a string: write it in quotes
            label: {a: b}             | metadata.label: unknown field, did you mean labels?
            """)
    void checksMetadata(String field, String error) throws IOException {
        var file = file("meta.yaml", GOOD.replace("{name: good}", "{name: good, " + field + "}"));

        assertThat(CommandLineRun.of("render", "-f", file).err().lines())
                .singleElement()
                .asString()
                .startsWith(file + ":3: " + error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"labels: null", "labels: {a: }", "labels: {example.com/A_b: \"\"}", "annotations: {a: b c}"})
    void acceptsMetadata(String field) throws IOException {
        var file = file("meta.yaml", GOOD.replace("{name: good}", "{name: good, " + field + "}"));

        assertThat(CommandLineRun.of("render", "-f", file).err()).isEmpty();
    }

    @Test
    void metadataMayBeNull() throws IOException {
        var file = file("null.yaml", GOOD.replace("{name: good}", "null"));

        assertThat(CommandLineRun.of("render", "-f", file).err().lines())
                .singleElement()
                .asString()
                .startsWith(file + ":3: metadata: is required");
    }

    @Test
    void refusesNullItems() throws IOException {
        var file = file("null.yaml", GOOD.replace("/models/x", "/models/x, dimensions: [null]"));

        assertThat(CommandLineRun.of("render", "-f", file).err())
                .isEqualToIgnoringNewLines(file + ":4: spec.model.dimensions[0]: null must be a whole number");
    }

    @Test
    void warnsOfHostPathsIfTheSettingIsUnknown() throws IOException {
        var run = CommandLineRun.of("render", "-f", file("host.yaml", HOST_PATH));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains(
                        "host.yaml:4: warning: spec.model.source.hostPath.path: /data/x must be allowed",
                        "--allowed-host-paths")
                .hasLineCount(1);
        assertThat(run.out()).contains("Deployment");
    }

    @Test
    void enforcesAGivenHostPathSetting() throws IOException {
        var file = file("host.yaml", HOST_PATH);

        assertThat(CommandLineRun.of("render", "-f", file, "--allowed-host-paths", "/data"))
                .satisfies(run -> assertThat(run.exitCode()).isZero())
                .satisfies(run -> assertThat(run.err()).isEmpty());
        assertThat(CommandLineRun.with(
                        Map.of("EMBEDDING_OPERATOR_ALLOWED_HOST_PATHS", "/models"), "", "render", "-f", file))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).contains("spec.model.source.hostPath.path", "/data/x"));
    }

    @Test
    void warnsOfValuesThatNeedPermissionIfTheSettingIsUnknown() throws IOException {
        var file = file("more.yaml", HEAD + """
                metadata: {name: more}
                spec:
                  model: {path: /models/x}
                  server:
                    image: ghcr.io/acme/sglang:v1
                    envFrom: [{secretRef: {name: key}}]
                    securityContext: {runAsUser: 0}
                  pod: {serviceAccountName: models}
                """);

        var unknown = CommandLineRun.of("render", "-f", file);
        assertThat(unknown.exitCode()).isZero();
        assertThat(unknown.err().lines())
                .extracting(line -> line.replaceAll(
                        ".*: warning: (\\S+): (\\S+) must be allowed by the operator's (\\S+) .*", "$1 $2 $3"))
                .containsExactly(
                        "spec.server.image ghcr.io/acme/sglang:v1 --allowed-image-prefixes",
                        "spec.server.envFrom[0].secretRef.name key --allowed-secrets",
                        "spec.server.securityContext.runAsUser 0 --allow-privileged",
                        "spec.pod.serviceAccountName models --allowed-service-accounts");

        var known = CommandLineRun.of(
                "render",
                "-f",
                file,
                "--allowed-secrets",
                "key",
                "--allow-privileged",
                "true",
                "--allowed-image-prefixes",
                "ghcr.io/acme",
                "--allowed-service-accounts",
                "none");
        assertThat(known.exitCode()).isEqualTo(1);
        assertThat(known.err())
                .hasLineCount(1)
                .contains("spec.pod.serviceAccountName: models is not an allowed ServiceAccount");
    }

    @Test
    void refusesWrongArguments() throws IOException {
        assertThat(CommandLineRun.of("render"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("--file"));
        assertThat(CommandLineRun.of("render", "-f", file("x", GOOD), "--launcher", "a", "--cpu-image", "b c"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.out()).isEmpty())
                .satisfies(run -> assertThat(run.err()).contains("--launcher=\"a\"", "--cpu-image=\"b c\""));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8)
                .toString();
    }
}
