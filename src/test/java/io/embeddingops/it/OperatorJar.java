package io.embeddingops.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The operator as users run it: the jar in its own process. */
public final class OperatorJar implements AutoCloseable {

    private static final Path JAR = Path.of("target/embedding-operator.jar");
    private static final Pattern MANAGEMENT = Pattern.compile("management=\"?http://[^ :\"]+:(\\d+)");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private OperatorJar(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code run} as the cluster's administrator with those flags, and waits until it has started. */
    public static OperatorJar run(ControlPlane controlPlane, String... flags) {
        return runAs(controlPlane.kubeconfig(), flags);
    }

    /** The same, as the user of that kubeconfig. */
    public static OperatorJar runAs(Path kubeconfig, String... flags) {
        var operator = begin(kubeconfig, flags);
        Awaitility.await("start of the operator, see " + operator.log)
                .atMost(TIMEOUT)
                .until(() -> operator.log().contains("embedding-operator started"));
        return operator;
    }

    /** The same, without waiting for the start. */
    static OperatorJar begin(Path kubeconfig, String... flags) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@hack/jvm.options",
                "-jar",
                JAR.toString(),
                "run"));
        command.addAll(List.of("--management-address", "127.0.0.1", "--management-port", "0"));
        command.addAll(List.of(flags));
        try {
            var log = Files.createTempFile(Path.of("target"), "operator-", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            return new OperatorJar(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a GET request for that path. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var found = MANAGEMENT.matcher(log());
        if (!found.find()) {
            throw new IllegalStateException("no management address in " + log);
        }
        var uri = URI.create("http://127.0.0.1:" + found.group(1) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** CPU time of the process so far. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Sends a signal, such as STOP. */
    public void signal(String signal) {
        Script.run("kill", "-" + signal, String.valueOf(process.pid()));
    }

    /** Sends SIGTERM and returns the exit code; fails if the process does not exit in time. */
    public int terminate(Duration limit) {
        process.destroy();
        return exitCode(limit);
    }

    /** Waits for the exit code; fails if the process does not exit in time. */
    public int exitCode(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the operator still runs after " + limit + ", see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Sends SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
