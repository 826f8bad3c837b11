package io.embeddingops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * A Prometheus that finds pods in the cluster and scrapes them as a PodMonitor says. The configuration comes from the
 * Prometheus Operator's own code.
 *
 * @param url such as {@code http://127.0.0.1:9090}
 */
record PrometheusServer(String url, Daemon daemon) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OkHttpClient HTTP = new OkHttpClient();

    /** A time series of an answer, with its last value. */
    record Sample(Map<String, String> labels, double value) {}

    /** Starts a server for that PodMonitor, in YAML; its own interval and timeout do not count. */
    static PrometheusServer start(ControlPlane controlPlane, String podMonitor, Duration interval) {
        return start(controlPlane, podMonitor, interval, Daemon.free("127.0.0.1"));
    }

    /** The same at that address, with a database of its own. */
    static PrometheusServer start(
            ControlPlane controlPlane, String podMonitor, Duration interval, InetSocketAddress address) {
        Script.run("hack/build.sh", "prometheus");
        var listen = "127.0.0.1:" + address.getPort();
        try {
            var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus-");
            var manifest = Files.writeString(directory.resolve("podmonitor.yaml"), podMonitor);
            var config = Files.writeString(
                    directory.resolve("prometheus.yaml"),
                    Script.run(
                            "sh",
                            "-c",
                            "exec \"$1\" \"$2\" \"$3\" < \"$4\"",
                            "sh",
                            Daemon.path("podmonitor-config"),
                            controlPlane.kubeconfig().toString(),
                            interval.toSeconds() + "s",
                            manifest.toString()));
            return new PrometheusServer(
                    "http://" + listen,
                    Daemon.start(
                            "prometheus",
                            new InetSocketAddress("127.0.0.1", address.getPort()),
                            Map.of(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=" + listen));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of an instant query: a vector, or a scalar as one sample without labels. */
    List<Sample> query(String expression) {
        var data = get("query", Map.of("query", expression));
        var result = data.get("result");
        if (data.get("resultType").asText().equals("scalar")) {
            return List.of(new Sample(Map.of(), result.get(1).asDouble()));
        }
        return StreamSupport.stream(result.spliterator(), false)
                .map(series -> new Sample(labels(series.get("metric")), value(series)))
                .toList();
    }

    /** The targets that are scraped, as the API returns them: {@code labels}, {@code health}, {@code lastError}. */
    JsonNode targets() {
        return get("targets", Map.of("state", "active")).get("activeTargets");
    }

    String log() {
        return daemon.log();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private JsonNode get(String endpoint, Map<String, String> parameters) {
        var address = HttpUrl.get(url).newBuilder().addPathSegments("api/v1/" + endpoint);
        parameters.forEach(address::addQueryParameter);
        var request = new Request.Builder().url(address.build()).build();
        try (var response = HTTP.newCall(request).execute()) {
            var body = JSON.readTree(response.body().bytes());
            if (response.code() != 200) {
                throw new AssertionError(parameters + ": " + body.get("error").asText());
            }
            return body.get("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** NaN and infinities are strings such as {@code +Inf}. */
    private static double value(JsonNode series) {
        var text = series.get("value").get(1).asText();
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static Map<String, String> labels(JsonNode metric) {
        var labels = new TreeMap<String, String>();
        metric.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
