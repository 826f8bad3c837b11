package io.embeddingops.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /livez}, {@code /readyz} and {@code /metrics} over plain HTTP. Probes return 200 or 503 with the reason
 * as one line of text. Its own threads keep it responsive while the operator is busy.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int THREADS = 4;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    static {
        // in seconds; without these limits an incomplete request blocks a thread forever
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<Health> liveness;
    private final Supplier<Health> readiness;
    private final PrometheusMeterRegistry registry;

    private ManagementServer(
            HttpServer server,
            ExecutorService threads,
            Supplier<Health> liveness,
            Supplier<Health> readiness,
            PrometheusMeterRegistry registry) {
        this.server = server;
        this.threads = threads;
        this.liveness = liveness;
        this.readiness = readiness;
        this.registry = registry;
    }

    /**
     * Starts the server. The suppliers are called for every request and must not block.
     *
     * @param address port 0 selects any free port
     * @throws IOException if the address cannot be bound
     */
    public static ManagementServer start(
            InetSocketAddress address,
            Supplier<Health> liveness,
            Supplier<Health> readiness,
            PrometheusMeterRegistry registry)
            throws IOException {
        var server = HttpServer.create(address, 0);
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "management");
            thread.setDaemon(true);
            return thread;
        });
        var management = new ManagementServer(server, threads, liveness, readiness, registry);
        server.setExecutor(threads);
        server.createContext("/", management::handle);
        server.start();
        return management;
    }

    /** The address that the server listens on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        var method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "only GET and HEAD are allowed");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/livez" -> Answer.of(liveness.get());
            case "/readyz" -> Answer.of(readiness.get());
            case "/metrics" -> metrics(exchange);
            default -> Answer.text(404, "not found; available are /livez, /readyz and /metrics");
        };
    }

    private Answer metrics(HttpExchange exchange) {
        var accepted = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
        var contentType =
                String.join(",", accepted).contains("application/openmetrics-text") ? OPENMETRICS : PROMETHEUS;
        return new Answer(200, contentType, registry.scrape(contentType).getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(int status, String contentType, byte[] body) {
        static Answer of(Health health) {
            return text(health.good() ? 200 : 503, health.reason());
        }

        static Answer text(int status, String line) {
            return new Answer(status, TEXT, (line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
