package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.guard.VectorSpaces;
import io.embeddingops.resources.VectorSpaceStore;
import io.embeddingops.verification.Fingerprint;
import io.embeddingops.verification.Texts;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs docs/fingerprint.py with a fake model. */
class FingerprintScriptTest {

    private static final String SCRIPT =
            Path.of("docs", "fingerprint.py").toAbsolutePath().toString();

    @TempDir
    Path directory;

    private record Run(int exitCode, String output) {}

    @BeforeAll
    static void needsPython() {
        var programs = System.getenv().getOrDefault("PATH", "").split(":");
        assumeTrue(
                Arrays.stream(programs).anyMatch(program -> Files.isExecutable(Path.of(program, "python3"))),
                "python3 is not installed");
    }

    @BeforeEach
    void writeModel() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{}");
    }

    @Test
    void fingerprintIsTheOneThatTheOperatorComputes() throws Exception {
        var vectors = new ScriptedModel(64, 1).embed(Texts.ALL, OptionalInt.empty());
        fake(vectors);
        var run = python(SCRIPT, directory.toString(), directory.resolve("out").toString());

        var written = Files.readAllBytes(directory.resolve("out"));
        var expected = Fingerprint.of(vectors);
        assertThat(run).isEqualTo(new Run(0, directory.resolve("out") + ": " + expected.id() + ", 64 dimensions\n"));
        assertThat(written).isEqualTo(expected.toBytes());
        assertThat(Fingerprint.fromBytes(written)).isEqualTo(expected);
        var map = new ConfigMapBuilder()
                .addToBinaryData("in-use", Base64.getEncoder().encodeToString(written))
                .addToData("in-use.id", expected.id())
                .addToData("since", "2026-11-24T10:30:00Z")
                .build();
        assertThat(VectorSpaceStore.read(map).inUse())
                .contains(new VectorSpaces.InUse(expected, Instant.parse("2026-11-24T10:30:00Z")));
    }

    @Test
    void textsAreThoseOfTheOperatorAndNoPromptIsAdded() throws Exception {
        fake(new ScriptedModel(8, 1).embed(Texts.ALL, OptionalInt.empty()));
        python(SCRIPT, directory.toString(), directory.resolve("out").toString());
        assertThat(Files.readAllLines(directory.resolve("texts"))).containsExactlyElementsOf(Texts.ALL);
        assertThat(Files.readString(directory.resolve("prompt"))).isEqualTo("None True");
    }

    @Test
    void wrongUseIsExplained() throws Exception {
        assertThat(python(SCRIPT).exitCode()).isEqualTo(2);
        assertThat(python(SCRIPT, directory.toString()).output())
                .contains("Usage: python docs/fingerprint.py MODEL_DIR FILE");
        assertThat(python(SCRIPT, "/nowhere", "x"))
                .isEqualTo(new Run(1, "/nowhere: no config.json: MODEL_DIR must be an unpacked model directory\n"));
        Files.writeString(directory.resolve("sentence_transformers.py"), "raise ImportError('it is missing')");
        assertThat(python(SCRIPT, directory.toString(), "x"))
                .isEqualTo(new Run(1, "it is missing: install it with `pip install sentence-transformers`\n"));
    }

    /** A module sentence_transformers whose model returns these vectors and records what it was asked. */
    private void fake(List<float[]> vectors) throws IOException {
        var rows = vectors.stream().map(Arrays::toString).collect(Collectors.joining(",\n", "[", "]"));
        Files.writeString(directory.resolve("sentence_transformers.py"), """
                import pathlib

                HERE = pathlib.Path(__file__).parent
                VECTORS = %s

                class SentenceTransformer:
                    def __init__(self, directory, device):
                        assert (pathlib.Path(directory), device) == (HERE, "cpu")
                        self.default_prompt_name = "query"
                        self.exact = False

                    def float(self):
                        self.exact = True
                        return self

                    def encode(self, texts, show_progress_bar):
                        (HERE / "texts").write_text("\\n".join(texts), encoding="utf-8")
                        (HERE / "prompt").write_text(f"{self.default_prompt_name} {self.exact}")
                        return VECTORS
                """.formatted(rows));
    }

    private Run python(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", directory.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
