package io.embeddingops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.fixtures.Given;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.embeddingops.it.SharedControlPlane;
import io.embeddingops.it.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code render} accepts and refuses the same documents as kubectl with a real API server, and reads the same spec. */
@ExtendWith(SharedControlPlane.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlReadingIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = """
            apiVersion: embeddingops.io/v1alpha1
            kind: EmbeddingService
            metadata: {name: tiny}
            spec:
              model: {path: /models/m""";

    @TempDir
    Path directory;

    private String kubectl;
    private Path kubeconfig;
    private String namespace;

    @BeforeAll
    void start(ControlPlane controlPlane, Tenant tenant) {
        kubectl = Script.run("hack/build.sh", "--path", "kubectl").strip();
        kubeconfig = controlPlane.kubeconfig();
        namespace = tenant.namespace();
    }

    /** Fields of the spec; the first part of a line belongs to the model. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ", dimensions: null}",
                ", dimensions: [null]}",
                ", dimensions: ~}\n  pod: null",
                "}\n  pod: {}",
                "}\n  pod: {labels: null}",
                "}\n  verification: {mode: Off}",
                "}\n  verification: {mode: 'Off'}",
                "}\n  verification: {mode: on}",
                "}\n  server: {env: [{name: A, value: ~}]}",
                "}\n  server: {env: [{name: A, value: y}]}",
                "}\n  server: {env: [{name: A, value: 'y'}]}",
                "}\n  server: {env: [{name: A, value: 1:20}]}",
                "}\n  server: {env: [{name: A, value: 2001-01-01}]}",
                "}\n  server: {env: [{name: A, value: !!binary aGk=}]}",
                "}\n  server: {env: [{name: A, value: !!str 5}]}",
                "}\n  server: {env: [{name: A, value: ! 5}]}",
                "}\n  server: {env: [{name: A, value: 5}]}",
                "}\n  server: {env: [{name: A, value: 1e400}]}",
                "}\n  server: {env: [{name: A, value: !mine x}]}",
                "}\n  server: {env: [{<<: {name: A, value: b}, value: c}]}",
                "}\n  server: {env: [&a {name: A, value: b}, {<<: *a, name: B}]}",
                "}\n  server: {env: [{<<: [{name: A}, {name: B, value: c}]}]}",
                "}\n  server: {env: [{<<: 5}]}",
                "}\n  server: {env: [*missing]}",
                "}\n  server: {extraArgs: [--tp, 2]}",
                "}\n  server: {prefixCache: yes}",
                "}\n  server: {prefixCache: \"yes\"}",
                "}\n  server: {prefixCache: 1}",
                "}\n  replicas: 02",
                "}\n  replicas: 0o2",
                "}\n  replicas: 0x2",
                "}\n  replicas: 0b10",
                "}\n  replicas: 2.0",
                "}\n  replicas: 2.5",
                "}\n  replicas: 2e0",
                "}\n  replicas: 1_0",
                "}\n  replicas: !!int \"2\"",
                "}\n  replicas: !!int abc",
                "}\n  replicas: .inf",
                "}\n  replicas: 12345678901234567890",
                "}\n  pod: {nodeSelector: {on: a}}",
                "}\n  pod: {nodeSelector: {1.50: a}}",
                "}\n  pod: {nodeSelector: {~: a}}",
                "}\n  pod: {terminationGracePeriodSeconds: 0644}",
                "}\n  port: \t8080",
                "}\n\treplicas: 2",
                "}\n  unknown: 1",
                "}\n...\n",
                "}\n---\n# nothing\n",
                "}\n--- {a: b}\n",
            })
    void readsTheSame(String rest) throws IOException, InterruptedException {
        var file = write("service.yaml", DOCUMENT + rest + "\n");
        var stored = dryRun(file);
        var run = new RenderRun(Given.policy(), new ByteArrayInputStream(new byte[0]));
        run.add(List.of(file.toString()));

        assertThat(run.errors().isEmpty())
                .as("accepted by render: " + run.errors() + "; by kubectl: " + stored)
                .isEqualTo(stored.exitCode() == 0);
        if (stored.exitCode() == 0) {
            var read = Documents.parse(file.toString(), Files.readString(file)).documents();
            var again = dryRun(
                    write("service.json", JSON.writeValueAsString(read.get(0).content())));
            assertThat(spec(again)).isEqualTo(spec(stored));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static JsonNode spec(Result result) throws IOException {
        return JSON.readTree(result.output()).path("spec");
    }

    private record Result(int exitCode, String output) {}

    private Result dryRun(Path file) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(kubectl, "--kubeconfig", kubeconfig.toString(), "--namespace", namespace));
        command.addAll(List.of("create", "--dry-run=server", "-o", "json", "-f", file.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output);
    }
}
