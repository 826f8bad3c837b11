package io.embeddingops.fetch.store;

import io.embeddingops.source.Selection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A writer in a process of its own, which prints what it does. */
final class WriterProcess implements AutoCloseable {

    private static final StoreTimes TIMES =
            new StoreTimes(Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofMillis(50), Duration.ofSeconds(1));

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** Starts a writer that rests so long after each file. */
    WriterProcess(Path cache, Duration pause) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WriterProcess.class.getName(),
                        cache.toString(),
                        String.valueOf(pause.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var reader = new Thread(this::read, "writer-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The process: writes the model, or waits for another writer. */
    public static void main(String[] arguments) throws Exception {
        var store = new ModelStore(Path.of(arguments[0]), TIMES, System.err::println);
        while (!write(store, Long.parseLong(arguments[1]))) {
            System.out.println("lost");
        }
    }

    private static boolean write(ModelStore store, long pause) throws Exception {
        try (var staging =
                store.open(Models.LOCATION, Selection.DEFAULT, Models.REVISION, () -> System.out.println("waiting"))) {
            if (staging.completed().isPresent()) {
                System.out.println("used");
                return true;
            }
            for (var path : Models.PATHS) {
                if (Files.exists(staging.directory().resolve(path))) {
                    System.out.println("resumed");
                } else {
                    Models.write(staging.directory(), path);
                    System.out.println("wrote");
                }
                Thread.sleep(pause);
                if (staging.isLost()) {
                    return false;
                }
            }
            var published = staging.publish(Models.files()).isPresent();
            System.out.println(published ? "published" : "not published");
            return published;
        }
    }

    WriterProcess awaitLine(String line) {
        Awaitility.await().atMost(LIMIT).until(() -> lines.contains(line));
        return this;
    }

    /** Waits for the end, and returns what it has printed. */
    List<String> output() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("the writer has not succeeded: " + lines);
        }
        Awaitility.await().atMost(LIMIT).until(() -> lines.contains("used") || lines.contains("published"));
        return List.copyOf(lines);
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .onExit()
                .join();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
