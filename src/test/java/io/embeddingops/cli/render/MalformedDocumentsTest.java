package io.embeddingops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any document is rendered or refused with one line per error, in little time and memory. */
class MalformedDocumentsTest {

    private static final int DOCUMENTS = 500;
    private static final long SEED = Long.getLong("render.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** The first document also pays for loading the classes. */
    private static final Duration FIRST = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void eachErrorIsOneLineWithFileAndLine() throws IOException {
        System.out.println("-Drender.seed=" + SEED);
        var run = new RenderRun(Given.policy(), new ByteArrayInputStream(new byte[0]));
        var limit = FIRST;
        for (var file : files()) {
            var before = run.errors().size();
            var start = System.nanoTime();
            run.add(List.of(file.toString()));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(file.toString())
                    .isLessThan(limit);
            var errors = run.errors().subList(before, run.errors().size());
            assertThat(errors)
                    .as(describe(file))
                    .allSatisfy(error -> assertThat(error)
                            .matches("[^\\n\\r]*")
                            .matches("\\Q" + file + "\\E:([0-9]+:([0-9]+:)?| is not UTF-8| contains no document).*")
                            .doesNotContain("Exception", "because of a bug", "java.", "at io.", "Source: "));
            limit = LIMIT;
        }
        assertThat(run.errors()).hasSizeGreaterThan(DOCUMENTS / 2);
    }

    /** One process renders all files, so that one cannot hide the errors of the others. */
    @Test
    void littleMemoryIsEnough() throws IOException, InterruptedException {
        System.out.println("-Drender.seed=" + SEED);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.embeddingops.Main",
                "render"));
        var files = files();
        var last = Files.writeString(directory.resolve("last.yaml"), "a: 1\n");
        files.forEach(file -> command.addAll(List.of("-f", file.toString())));
        command.addAll(List.of("-f", last.toString()));
        var output = directory.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(output))
                .allSatisfy(line -> assertThat(line).startsWith(directory.toString()))
                .contains(last + ":1: apiVersion: is missing: it must be embeddingops.io/v1alpha1");
    }

    private List<Path> files() throws IOException {
        var mutation = new DocumentMutation(new Random(SEED));
        var files = new ArrayList<Path>();
        for (var i = 0; i < DOCUMENTS; i++) {
            files.add(Files.write(directory.resolve(i + ".yaml"), mutation.next()));
        }
        return files;
    }

    private static String describe(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        return "-Drender.seed=" + SEED + " " + file + "\n"
                + new String(bytes, 0, Math.min(bytes.length, 4000), StandardCharsets.ISO_8859_1);
    }
}
