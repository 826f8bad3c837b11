package io.embeddingops.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {

    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/ops/leases";
    private static final String LEASE = LEASES + "/embedding-operator";
    private static final String STATUS = "/apis/embeddingops.io/v1alpha1/namespaces/a/embeddingservices/b/status";
    private static final String HELD = "{\"spec\":{\"holderIdentity\":\"me\"}}";
    private static final String RELEASED = "{\"spec\":{\"holderIdentity\":null}}";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
    private HttpServer server;
    private OkHttpClient client;
    private int answer = 200;
    private Duration delay = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            received.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            clock.addAndGet(delay.toNanos());
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        client = behind(Fence.of(Optional.of("ops"), clock::get));
    }

    @AfterEach
    void stop() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        server.stop(0);
    }

    @Test
    void everythingPassesWithoutLeaderElection() throws IOException {
        client = behind(Fence.of(Optional.empty(), clock::get));
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void writesAreRejectedUntilTheLeaseIsHeld(String method) throws IOException {
        assertThat(send(method, STATUS, "{}")).isEqualTo(409);
        assertThat(received).isEmpty();
    }

    @Test
    void readsReviewsAndTheLeaseItselfAlwaysPass() throws IOException {
        assertThat(send("GET", STATUS, null)).isEqualTo(200);
        assertThat(send("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "{}"))
                .isEqualTo(200);
        assertThat(send("GET", LEASE, null)).isEqualTo(200);
        assertThat(send("PATCH", LEASE, HELD)).isEqualTo(200);
        assertThat(received).hasSize(4);
    }

    @Test
    void writesToOtherLeasesAreRejected() throws IOException {
        assertThat(send("PATCH", LEASE + "-2", HELD)).isEqualTo(409);
        assertThat(send("PATCH", LEASE.replace("/ops/", "/other/"), HELD)).isEqualTo(409);
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH " + LEASE, "PUT " + LEASE, "POST " + LEASES})
    void renewalAllowsWritesForEightSeconds(String renewal) throws IOException {
        send(renewal.split(" ")[0], renewal.split(" ")[1], HELD);
        pass(Duration.ofMillis(7999));
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(200);
        pass(Duration.ofMillis(1));
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(409);
        send("PATCH", LEASE, HELD);
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(200);
    }

    @Test
    void renewalCountsFromTheStartOfItsRequest() throws IOException {
        delay = Duration.ofSeconds(5);
        send("PATCH", LEASE, HELD);
        pass(Duration.ofSeconds(3));
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(409);
    }

    @Test
    void failedRenewalAllowsNoWrites() throws IOException {
        answer = 409;
        send("PATCH", LEASE, HELD);
        answer = 200;
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(409);
        assertThat(received).containsExactly("PATCH " + LEASE);
    }

    @Test
    void releaseRejectsWritesAtOnce() throws IOException {
        send("PATCH", LEASE, HELD);
        send("PATCH", LEASE, RELEASED);
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(409);
        send("PATCH", LEASE, HELD);
        send("PATCH", LEASE, "{\"spec\":{\"leaseDurationSeconds\":1}}");
        assertThat(send("PATCH", STATUS, "{}")).isEqualTo(409);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private int send(String method, String path, String body) throws IOException {
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + path)
                .method(method, body == null ? null : RequestBody.create(body, null))
                .build();
        try (var response = client.newCall(request).execute()) {
            return response.code();
        }
    }

    private static OkHttpClient behind(Fence fence) {
        var builder = new OkHttpClient.Builder();
        fence.install(builder);
        return builder.build();
    }
}
