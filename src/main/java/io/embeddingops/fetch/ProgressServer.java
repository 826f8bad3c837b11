package io.embeddingops.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Serves the progress as JSON at {@code /progress}; the operator asks for it while the container runs. */
final class ProgressServer implements AutoCloseable {

    private static final String PATH = "/progress";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<HttpServer> server;

    private ProgressServer(Optional<HttpServer> server) {
        this.server = server;
    }

    static ProgressServer none() {
        return new ProgressServer(Optional.empty());
    }

    static ProgressServer start(int port, Meter meter) throws IOException {
        // in seconds, for the whole JVM; without them an incomplete request would block the only thread
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        var server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> answer(exchange, meter));
        server.start();
        return new ProgressServer(Optional.of(server));
    }

    @Override
    public void close() {
        server.ifPresent(running -> running.stop(0));
    }

    private static void answer(HttpExchange exchange, Meter meter) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                var body = JSON.writeValueAsBytes(meter.progress());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
