package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** kubectl and Helm wait until a service is Ready or has failed. */
@ExtendWith(SharedControlPlane.class)
class WaitIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path chart;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Tenant tenant;
    private Path kubeconfig;

    @BeforeEach
    void start(ControlPlane controlPlane, Tenant own) {
        tenant = own;
        kubeconfig = controlPlane.kubeconfig();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void kubectlAndHelmWaitUntilReady() throws IOException {
        tenant.create(Tenant.gpuService("applied"));
        var kubectl = threads.submit(() -> run("kubectl", "wait", "--for=condition=Ready", "emb/applied", timeout()));
        write("{model: {path: /models/qwen}}");
        var helm = threads.submit(() -> run("helm", "install", "embeddings", chart.toString(), "--wait", timeout()));
        Tenant.eventually(
                () -> assertThat(helm.isDone() || tenant.service("released").get() != null)
                        .isTrue());
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(
                                Stream.of(kubectl, helm).filter(Future::isDone).map(WaitIT::result))
                        .isEmpty());

        tenant.startOperator();

        assertThat(result(kubectl)).contains("embeddingservice.embeddingops.io/applied condition met");
        assertThat(result(helm)).contains("STATUS: deployed");
        assertThat(tenant.service("released").get().getStatus().condition(Condition.READY))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True"));
    }

    @Test
    void helmReportsAnInvalidSpecAsFailed() throws IOException {
        tenant.startOperator();
        write("{model: {path: /models/qwen}, server: {extraArgs: ['--port=1']}}");

        var helm = threads.submit(() ->
                Tools.failure("helm", arguments("install", "embeddings", chart.toString(), "--wait", "--timeout=5s")));

        assertThat(result(helm))
                .contains("EmbeddingService/" + tenant.namespace() + "/released not ready. status: Failed");
    }

    private void write(String spec) throws IOException {
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: embeddings, version: 1.0.0}\n");
        Files.writeString(
                Files.createDirectories(chart.resolve("templates")).resolve("service.yaml"), """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: released}
                spec: %s
                """.formatted(spec));
    }

    private String run(String tool, String... arguments) {
        return Tools.run(tool, "", arguments(arguments));
    }

    private String[] arguments(String... arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("--kubeconfig", kubeconfig.toString(), "-n", tenant.namespace()))
                .toArray(String[]::new);
    }

    private static String timeout() {
        return "--timeout=" + TIMEOUT.toSeconds() + "s";
    }

    private static String result(Future<String> tool) {
        try {
            return tool.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
