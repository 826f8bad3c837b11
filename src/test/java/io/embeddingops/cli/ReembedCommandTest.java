package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReembedCommandTest {

    private static final ScriptedModel OLD = new ScriptedModel(256, 1);
    private static final ScriptedModel NEW = new ScriptedModel(128, 2);

    @TempDir
    Path directory;

    private final ScriptedServer from = ScriptedServer.of(OLD);
    private final ScriptedServer to = ScriptedServer.of(NEW);

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }

    @Test
    void writesVectorsInTheOrderOfTheInput() throws IOException {
        var run = run(texts(100), "--batch=7", "--concurrency=3", "--total=100");

        assertThat(run.err()).contains("done         100 texts are embedded").doesNotContain("note ");
        assertThat(run.exitCode()).isZero();
        var lines = json(run.out());
        assertThat(lines).hasSize(100);
        for (var i = 0; i < 100; i++) {
            assertThat(lines.get(i).path("id").intValue()).isEqualTo(i);
            assertThat(lines.get(i).path("vectorSpace").textValue()).matches("vs-[0-9a-f]{12}");
            assertThat(vector(lines.get(i))).isEqualTo(NEW.vector("text " + i));
        }
    }

    @Test
    void keepsIdsAndOtherFields() {
        var run = run("""
                {"id": 12345678901234567890123, "text": "one", "price": 1.10, "tags": ["a", {"b": null}]}
                {"text": "two", "id": "a/ü", "vectorSpace": "vs-old", "embedding": null}
                """);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().toList().get(0))
                .startsWith("{\"id\":12345678901234567890123,\"price\":1.10,\"tags\":[\"a\",{\"b\":null}],"
                        + "\"vectorSpace\":\"vs-");
        assertThat(run.out().lines().toList().get(1)).startsWith("{\"id\":\"a/ü\",\"vectorSpace\":\"vs-");
    }

    @Test
    void reportsBothSpaces() {
        var run = run(texts(1), "--to-id=vs-0123456789ab");

        assertThat(run.err().lines())
                .anyMatch(line -> line.matches("from +vs-[0-9a-f]{12} \\(measured\\), 256 dimensions, " + from.base()))
                .anyMatch(line -> line.matches(
                        "to +vs-0123456789ab \\(as given, not confirmed: .*, 128 dimensions, " + to.base()))
                .anyMatch(line -> line.matches("done .* vs-[0-9a-f]{12} -> vs-0123456789ab"));
        assertThat(run.out()).contains("\"vectorSpace\":\"vs-0123456789ab\"");
    }

    @Test
    void stopsAtTheFirstInvalidLine() {
        var run = run("""
                {"id": 1, "text": "one"}

                {"id": 2, "txt": "secret words"}
                {"id": 3, "text": "three"}
                """);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json(run.out()))
                .extracting(line -> line.path("id").intValue())
                .containsExactly(1);
        assertThat(run.err())
                .contains("line 3 (id 2): text is missing: each line must be an object such as")
                .contains("skip such lines with --errors")
                .doesNotContain("secret");
    }

    @Test
    void skipsInvalidLinesWithAFileForThem() throws IOException {
        var errors = directory.resolve("errors");
        var run = run("""
                {"id": 1, "text": "one"}
                not JSON
                {"id": "x", "text": " "}
                {"id": 3, "text": "three"}
                """, "--errors=" + errors);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(json(run.out()))
                .extracting(line -> line.path("id").intValue())
                .containsExactly(1, 3);
        assertThat(json(Files.readString(errors)))
                .extracting(line -> line.path("line") + " " + line.path("id"))
                .containsExactly("2 ", "3 \"x\"");
        assertThat(run.err()).contains("note         2 lines have no vector: see the file of --errors");
    }

    @Test
    void asksForTheGivenSize() {
        var run = run(texts(3), "--dimensions=64");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(json(run.out())).allSatisfy(line -> assertThat(vector(line)).hasSize(64));
    }

    @Test
    void comparesStoredVectorsWithTheOldServer() {
        var right = line(1, "one", OLD.vector("one"));
        var wrong = line(2, "two", NEW.vector("two"));
        var run = run(right + wrong, "--sample-every=1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("note         line 2 (id 2): the stored vector is not of the space of --from (cosine ")
                .contains(
                        "note         2 stored vectors were compared with those of --from: 1 are not of the same space");
        assertThat(json(run.out()))
                .extracting(line -> line.path("embedding").size())
                .containsExactly(128, 128);
    }

    @Test
    void comparesOneInSoManyStoredVectors() {
        var lines = IntStream.range(0, 10)
                .mapToObj(i -> line(i, "text " + i, OLD.vector("text " + i)))
                .collect(Collectors.joining());

        assertThat(run(lines, "--sample-every=4").err())
                .contains("3 stored vectors were compared with those of --from: all are of the same space");
        assertThat(run(lines, "--sample-every=0").err()).doesNotContain("compared");
    }

    @Test
    void embedsNothingIfTheVectorsAreTheSame() {
        from.withVectors(NEW);

        var run = run(texts(3));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--from and --to have the same vectors", "use --force");

        assertThat(run(texts(3), "--force").out().lines()).hasSize(3);
    }

    @Test
    void neverPrintsTheKey() throws IOException {
        var key = Files.writeString(directory.resolve("key"), "s3cret\n");
        from.withKeys(Set.of("s3cret"));
        to.withKeys(Set.of("s3cret"));

        var run = run(texts(3), "--api-key-file=" + key);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("s3cret");

        var refused = run(texts(3));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("check the API key (--api-key-file)");
    }

    @Test
    void reportsAllInvalidArguments() {
        var run = CommandLineRun.of(
                "reembed",
                "--from=host:1",
                "--to=http://user:s3cret@host/v1",
                "--to-id=space",
                "--batch=0",
                "--priority=101",
                "--resume=x",
                "--total=0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .contains(
                        "--batch=\"0\" must be a whole number from 1 to 1024",
                        "--priority=\"101\" must be a whole number from -100 to 100",
                        "--total=\"0\" must be a whole number, at least 1",
                        "--to-id=\"space\" must be an id such as vs-0123456789ab, as in EMBEDDING_VECTOR_SPACE",
                        "--resume needs --output: standard output cannot be continued where it ended")
                .hasSize(7);
        assertThat(run(texts(1), "--batch=1000", "--concurrency=2").err())
                .contains(
                        "--batch multiplied by --concurrency must be at most 1024 texts, not 2000: lower one of them");
        assertThat(CommandLineRun.of("reembed", "--from=http://a/v1").exitCode())
                .isEqualTo(2);
    }

    private CommandLineRun run(String input, String... more) {
        var arguments = new ArrayList<>(List.of("reembed", "--from=" + from.base(), "--to=" + to.base()));
        arguments.addAll(List.of(more));
        return CommandLineRun.with(Map.of(), input, arguments.toArray(String[]::new));
    }

    private static String texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": " + i + ", \"text\": \"text " + i + "\"}\n")
                .collect(Collectors.joining());
    }

    private static String line(int id, String text, float[] stored) {
        return "{\"id\": " + id + ", \"text\": \"" + text + "\", \"embedding\": \"" + Arrays.toString(stored) + "\"}\n";
    }

    private static List<JsonNode> json(String lines) {
        var mapper = new ObjectMapper();
        return lines.lines()
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalArgumentException(line, e);
                    }
                })
                .toList();
    }

    private static float[] vector(JsonNode line) {
        var array = line.path("embedding");
        var vector = new float[array.size()];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = array.get(i).floatValue();
        }
        return vector;
    }
}
