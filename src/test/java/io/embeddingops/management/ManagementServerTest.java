package io.embeddingops.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

    private final AtomicReference<Health> liveness = new AtomicReference<>(Health.good("live"));
    private final AtomicReference<Health> readiness = new AtomicReference<>(Health.bad("not ready: starting"));
    private final Metrics metrics = new Metrics("1.2.3");
    private ManagementServer server;

    @BeforeEach
    void start() throws IOException {
        server = ManagementServer.start(anyPort(), liveness::get, readiness::get, metrics.registry());
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void probesReturnStatusAndReason() throws Exception {
        assertThat(get("/livez")).satisfies(answer -> assertAnswer(answer, 200, "live\n"));
        assertThat(get("/readyz")).satisfies(answer -> assertAnswer(answer, 503, "not ready: starting\n"));

        readiness.set(Health.good("ready"));
        liveness.set(Health.bad("an informer has stopped"));

        assertThat(get("/readyz")).satisfies(answer -> assertAnswer(answer, 200, "ready\n"));
        assertThat(get("/livez?verbose")).satisfies(answer -> assertAnswer(answer, 503, "an informer has stopped\n"));
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        var answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("embedding_operator_build_info{", "version=\"1.2.3\"")
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds")
                .contains("system_cpu_count", "jvm_classes_loaded_classes", "process_files_open_files");
    }

    @Test
    void metricsAreOpenMetricsOnRequest() throws Exception {
        var answer = send(request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"));

        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livez/", "/livezz", "/health"})
    void otherPathsAreNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreRejected() throws Exception {
        var answer = send(request("/livez").POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void headHasNoBody() throws Exception {
        var answer = send(request("/livez").method("HEAD", BodyPublishers.noBody()));

        assertAnswer(answer, 200, "");
    }

    @Test
    void portInUseIsAnError() {
        assertThatThrownBy(() ->
                        ManagementServer.start(server.address(), liveness::get, readiness::get, metrics.registry()))
                .isInstanceOf(BindException.class);
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
