package io.embeddingops.fetch.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.embeddingops.source.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;

/** A bucket whose objects and errors a test sets. It does not check signatures. */
final class FakeS3 implements AutoCloseable {

    /** An object with the headers of its HEAD response. */
    record Stored(long size, String etag, Map<String, String> headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Stored> objects = new TreeMap<>();
    private final List<Answer> errors = Collections.synchronizedList(new ArrayList<>());
    private int headStatus = 200;

    private record Answer(int status, String contentType, String body, Map<String, String> headers) {}

    FakeS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    S3Origin origin(Optional<S3Keys> keys) {
        return new S3Origin(location(), endpoint(), keys, client(), new Attempts(3, Duration.ofMillis(2)));
    }

    S3Location location() {
        return new S3Location(endpoint().host(), "models", "team/tiny");
    }

    S3Endpoint endpoint() {
        return S3Endpoint.of(
                Optional.of("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
    }

    static OkHttpClient client() {
        return new OkHttpClient.Builder().followRedirects(false).build();
    }

    void put(String key, long size, String etag, Map<String, String> headers) {
        objects.put(key, new Stored(size, etag, headers));
    }

    /** The next request is answered with that error. */
    void fail(int status, String code, String message, Map<String, String> headers) {
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                + "</Message><RequestId>1</RequestId></Error>";
        errors.add(new Answer(status, "application/xml", body, headers));
    }

    void failAsHtml(int status) {
        errors.add(new Answer(status, "text/html", "<html>no S3</html>", Map.of()));
    }

    void setHeadStatus(int status) {
        headStatus = status;
    }

    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (exchange.getRequestHeaders().containsKey("Authorization") ? " signed" : ""));
        if (!errors.isEmpty()) {
            send(exchange, errors.remove(0));
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            head(exchange);
        } else {
            send(exchange, new Answer(200, "application/xml", listing(), Map.of()));
        }
    }

    private void head(HttpExchange exchange) throws IOException {
        var object = objects.get(exchange.getRequestURI().getPath().replaceFirst("^/models/", ""));
        object.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.getResponseHeaders().add("ETag", "\"" + object.etag() + "\"");
        exchange.getResponseHeaders().add("Last-Modified", "Wed, 12 Oct 2022 17:50:00 GMT");
        exchange.getResponseHeaders().add("Content-Length", String.valueOf(object.size()));
        exchange.sendResponseHeaders(headStatus, -1);
        exchange.close();
    }

    private String listing() {
        var text = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult"
                        + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>models</Name><IsTruncated>false</IsTruncated>");
        objects.forEach((key, object) -> text.append("<Contents><Key>")
                .append(key)
                .append("</Key><LastModified>2022-10-12T17:50:00.000Z</LastModified><ETag>&quot;")
                .append(object.etag())
                .append("&quot;</ETag><Size>")
                .append(object.size())
                .append("</Size><StorageClass>STANDARD</StorageClass></Contents>"));
        return text.append("</ListBucketResult>").toString();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
