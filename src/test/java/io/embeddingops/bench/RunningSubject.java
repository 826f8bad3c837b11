package io.embeddingops.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The measured operator's process. */
final class RunningSubject implements AutoCloseable {

    /** Polling every 2 ms would take a tenth of the measured start time. */
    private static final int READY_PAUSE_MILLISECONDS = 20;

    private static final long LONGEST_START_NANOSECONDS = TimeUnit.SECONDS.toNanos(60);
    private static final long LONGEST_STOP_SECONDS = 30;
    private static final File LOG = new File("target/bench/subject.log");

    private final Process process;
    private final long begin;
    private final double startSeconds;

    private final Optional<List<String>> passes;

    private RunningSubject(Process process, long begin, URI ready, Optional<List<String>> passes) {
        this.process = process;
        this.passes = passes;
        this.begin = begin;
        awaitReady(ready);
        this.startSeconds = (System.nanoTime() - begin) / 1e9;
    }

    /** Starts the process and returns once it is ready. */
    static RunningSubject start(Subject subject, Path kubeconfig, List<String> moreArguments) {
        var values = new HashMap<>(PodConfig.values(kubeconfig));
        values.put("port", Integer.toString(freePort()));
        values.put("kubeconfig", kubeconfig.toString());
        var command = Stream.concat(subject.command().stream(), moreArguments.stream())
                .map(word -> Subject.fill(word, values))
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        var begin = System.nanoTime();
        try {
            return new RunningSubject(
                    builder.start(),
                    begin,
                    URI.create(Subject.fill(subject.ready(), values)),
                    subject.passes()
                            .map(words -> words.stream()
                                    .map(word -> Subject.fill(word, values))
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the start of the process until it was ready. */
    double startSeconds() {
        return startSeconds;
    }

    /** When the process was started, as {@link System#nanoTime}. */
    long begin() {
        return begin;
    }

    double cpuSeconds() {
        return Usage.cpuSeconds(process.pid());
    }

    double peakMib() {
        return Usage.peakMib(process.pid());
    }

    /** Reconciliations so far by its own counter; NaN if it has none. */
    double passes() {
        return passes.map(words -> counter(URI.create(words.get(0)), words.get(1)))
                .orElse(Double.NaN);
    }

    /** The used heap after a full collection. The process must be a JVM with Micrometer's metrics. */
    double heapMibAfterGc() {
        try {
            new ProcessBuilder("jcmd", Long.toString(process.pid()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return counter(URI.create(passes.orElseThrow().get(0)), "jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
    }

    private static double counter(URI metrics, String name) {
        try (var page = metrics.toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(URI ready) {
        while (!answers(ready)) {
            if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START_NANOSECONDS) {
                process.destroyForcibly();
                throw new IllegalStateException("the operator did not become ready at " + ready + ", see " + LOG);
            }
            Pause.milliseconds(READY_PAUSE_MILLISECONDS);
        }
    }

    private static boolean answers(URI ready) {
        try {
            var connection = (HttpURLConnection) ready.toURL().openConnection();
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
