package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as the process of a Job: killed at any moment, and continued without a gap and without a line twice. */
class ReembedProcessIT {

    private static final int TEXTS = 6000;
    private static final int KILLS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ScriptedModel NEW = new ScriptedModel(64, 2);

    @TempDir
    Path directory;

    private final ScriptedServer from = ScriptedServer.of(new ScriptedModel(64, 1));
    private final ScriptedServer to = ScriptedServer.of(NEW);

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }

    @Test
    void runThatIsKilledAtRandomMomentsIsContinued() throws Exception {
        to.withEmbeddings((exchange, question) -> {
            pause();
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
        });
        Files.writeString(
                directory.resolve("texts"),
                IntStream.range(0, TEXTS).mapToObj(ReembedProcessIT::line).collect(Collectors.joining()));
        var random = new Random(1);
        var saved = 0L;
        for (var kill = 0; kill < KILLS; kill++) {
            var before = saved;
            var process = reembed();
            // after a random time from the first progress of this process, if it is not done before
            Awaitility.await(log()).atMost(LIMIT).until(() -> !process.isAlive() || saved() != before);
            process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(saved()).isGreaterThanOrEqualTo(before);
            saved = saved();
        }
        assertThat(reembed().waitFor()).as(log()).isZero();
        assertThat(Files.readAllLines(directory.resolve("vectors")).stream()
                        .map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyElementsOf(
                        IntStream.range(0, TEXTS).mapToObj(i -> "{\"id\":" + i).toList());
        assertThat(Files.readAllLines(directory.resolve("vectors"))).allMatch(line -> line.endsWith("]}"));
    }

    @Test
    void secondProcessDoesNotWriteToTheSameFile() throws Exception {
        to.withEmbeddings((exchange, question) -> {
            pause();
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
        });
        Files.writeString(
                directory.resolve("texts"),
                IntStream.range(0, TEXTS).mapToObj(ReembedProcessIT::line).collect(Collectors.joining()));
        var first = reembed();
        try {
            Awaitility.await(log()).atMost(LIMIT).until(() -> saved() > 0);
            assertThat(reembed().waitFor()).isEqualTo(1);
            assertThat(log()).contains("vectors is written by another process");
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static String line(int number) {
        return "{\"id\": " + number + ", \"text\": \"text " + number + "\"}\n";
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process reembed() throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@hack/jvm.options",
                "-jar",
                "target/embedding-operator.jar",
                "reembed",
                "--from=" + from.base(),
                "--to=" + to.base(),
                "--input=" + directory.resolve("texts"),
                "--output=" + directory.resolve("vectors"),
                "--resume=" + directory.resolve("state"),
                "--batch=16"));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("err").toFile()))
                .start();
    }

    /** The number of lines that the saved state has. */
    private long saved() throws IOException {
        var state = directory.resolve("state");
        if (!Files.exists(state)) {
            return 0;
        }
        var text = Files.readString(state);
        return Long.parseLong(text.replaceAll(".*\"lines\":(\\d+).*", "$1"));
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            return "no log";
        }
    }
}
