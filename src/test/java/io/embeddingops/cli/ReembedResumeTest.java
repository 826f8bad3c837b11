package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that continue an earlier one. */
class ReembedResumeTest {

    private static final ScriptedModel OLD = new ScriptedModel(64, 1);
    private static final ScriptedModel NEW = new ScriptedModel(64, 2);

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
    void continuesAfterALineWasCorrected() throws IOException {
        var texts = texts(30);
        var broken = texts.replace("\"text\": \"text 17\"", "\"txt\": 1");
        var first = run(broken);
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.err()).contains("line 18 (id 17): text is missing", "continue with the same command");
        assertThat(Files.readString(output()).lines()).hasSize(17);
        // what was written after the last saved state, as by a process that was killed
        Files.writeString(output(), "{\"id\": 17, \"embed", StandardOpenOption.APPEND);

        var asked = to.questions().size();
        var second = run(texts);
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertComplete(30);
        assertThat(to.questions().subList(asked, to.questions().size()))
                .noneMatch(question -> question.texts().contains("text 16"));
        assertThat(second.err()).contains("done         30 texts are embedded", "(of the earlier run)");
    }

    @Test
    void finishedRunDoesNothingAgainAndGoesOnWithNewLines() throws IOException {
        assertThat(run(texts(10)).exitCode()).isZero();
        // of a process that was killed before its last save
        Files.writeString(output(), "{\"id\": 10, \"embed", StandardOpenOption.APPEND);
        var asked = to.questions().size();
        assertThat(run(texts(10)).exitCode()).isZero();
        assertComplete(10);
        assertThat(to.questions().subList(asked, to.questions().size()))
                .noneMatch(question -> question.texts().stream().anyMatch(text -> text.startsWith("text ")));
        assertThat(run(texts(15)).exitCode()).isZero();
        assertComplete(15);
    }

    @Test
    void refusesAnotherInput() {
        assertThat(run(texts(10)).exitCode()).isZero();

        assertThat(run(texts(12).replace("text 3", "text x")).err())
                .contains("the first 10 lines of the input are not those of the earlier run", "ORDER BY");
        assertThat(run(texts(9)).err()).contains("the input has 9 lines, but the earlier run has read 10");
    }

    @Test
    void refusesAnotherVectorSpace() throws IOException {
        assertThat(run(texts(10)).exitCode()).isZero();

        to.withVectors(new ScriptedModel(64, 3));
        assertThat(run(texts(12)))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).contains("has other vectors than in the earlier run"));
        to.withVectors(NEW);
        assertThat(run(texts(12), "--to-id=vs-0123456789ab").err())
                .contains("the earlier run has written vectors of vs-");
        assertThat(run(texts(12), "--dimensions=32").err()).contains("use the same --dimensions");
        assertComplete(10);
    }

    @Test
    void continuesAfterTheServiceWasMoved() throws IOException {
        assertThat(run(texts(10)).exitCode()).isZero();

        from.withVectors(NEW);
        var run = run(texts(20));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("--from has the vectors of --to now");
        assertComplete(20);
    }

    @Test
    void continuesTheFileOfInvalidLines() throws IOException {
        var errors = "--errors=" + directory.resolve("errors");
        var texts = texts(20).replace("\"text 2\"", "\"\"").replace("\"text 15\"", "7");
        var requests = new AtomicInteger();
        to.withEmbeddings((exchange, question) -> {
            if (question.texts().contains("text 10") && requests.getAndIncrement() == 0) {
                ScriptedServer.answer(exchange, 401, "");
            } else {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
            }
        });

        assertThat(run(texts, errors).exitCode()).isEqualTo(1);
        assertThat(run(texts).err())
                .contains("the earlier run has skipped 1 invalid lines: continue with the same --errors");
        var second = run(texts, errors);
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(Files.readString(directory.resolve("errors")).lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("{\"line\":3,\"id\":2,"))
                .anyMatch(line -> line.startsWith("{\"line\":16,\"id\":15,"));
        assertThat(Files.readString(output()).lines()).hasSize(18);
    }

    @Test
    void refusesFilesThatDoNotBelongTogether() throws IOException {
        Files.writeString(output(), "precious\n");
        assertThat(run(texts(5)).err()).contains("is not empty, and there is no saved state (--resume)");
        assertThat(output()).hasContent("precious");

        Files.delete(output());
        assertThat(run(texts(5)).exitCode()).isZero();
        Files.writeString(output(), "short");
        assertThat(run(texts(6)).err()).contains("has 5 bytes, but the saved state (--resume) says ");

        var other = Files.writeString(directory.resolve("other"), "precious\n".repeat(10_000));
        assertThat(run(texts(6), "--output=" + other).err()).contains("the earlier run has written to " + output());
        assertThat(other).hasContent("precious\n".repeat(10_000));

        Files.writeString(directory.resolve("state"), "{}");
        assertThat(run(texts(6)).err()).contains("is not a file that this version of reembed has written");
    }

    private void assertComplete(int texts) throws IOException {
        assertThat(Files.readString(output()).lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyElementsOf(
                        IntStream.range(0, texts).mapToObj(i -> "{\"id\":" + i).toList());
    }

    private Path output() {
        return directory.resolve("vectors");
    }

    private CommandLineRun run(String input, String... more) {
        var arguments = new ArrayList<>(List.of(
                "reembed",
                "--from=" + from.base(),
                "--to=" + to.base(),
                "--batch=4",
                "--resume=" + directory.resolve("state")));
        if (List.of(more).stream().noneMatch(argument -> argument.startsWith("--output="))) {
            arguments.add("--output=" + output());
        }
        arguments.addAll(List.of(more));
        return CommandLineRun.with(Map.of(), input, arguments.toArray(String[]::new));
    }

    private static String texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": " + i + ", \"text\": \"text " + i + "\"}\n")
                .collect(Collectors.joining());
    }
}
