package io.embeddingops.health;

import io.embeddingops.config.ProbeVia;
import io.embeddingops.verification.EndpointException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the servers' metrics how many requests for embeddings they are answering, directly or through the API server. */
public final class ActiveRequests implements LoadSource {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRequests.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** For all servers of a service together: a scale-down does not wait longer for servers that hang. */
    private static final Duration TOTAL = Duration.ofSeconds(5);

    private static final int THREADS = 32;
    private static final int IDLE_SECONDS = 10;

    /** Health checks and probes are other endpoints. */
    private static final Pattern ACTIVE =
            Pattern.compile("(?m)^sglang:http_requests_active\\{[^}]*endpoint=\"/v1/embeddings\"[^}]*} ([0-9.eE+]+)$");

    private final PodChannel pods;
    private final ExecutorService threads;

    private ActiveRequests(PodChannel pods) {
        this.pods = pods;
        var pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "active-requests");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * Returns the source for the configured way to reach pods.
     *
     * @throws IllegalArgumentException for {@code AUTO}, which must be resolved before
     */
    public static LoadSource of(ProbeVia via, KubernetesClient client) {
        return new ActiveRequests(PodChannel.of(via, client, TIMEOUT));
    }

    @Override
    public Map<String, Double> of(List<Target> servers) {
        var found = new ConcurrentHashMap<String, Double>();
        var questions = servers.stream()
                .<Callable<Boolean>>map(server -> () -> {
                    ask(server).ifPresent(active -> found.put(server.uid(), active));
                    return true;
                })
                .toList();
        try {
            threads.invokeAll(questions, TOTAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.copyOf(found);
    }

    /** Metrics need no API key, and whoever pretends to be the server could only claim to be busy: any certificate will do. */
    private OptionalDouble ask(Target server) {
        var url = pods.root()
                .apply(server.podPort())
                .newBuilder()
                .addPathSegment("metrics")
                .build();
        var trust = server.access().tlsSecret().map(any -> TlsTrust.none());
        try {
            var response = pods.channel(server, trust, Optional.empty()).send(new Request.Builder().url(url));
            return read(new String(response.bodyIfOk(), StandardCharsets.UTF_8));
        } catch (EndpointException e) {
            LOG.debug("pod {} does not say how busy it is: {}", server.pod(), e.getMessage());
            return OptionalDouble.empty();
        }
    }

    /** The number of active requests in the metrics of a server; empty if they do not have it. */
    static OptionalDouble read(String metrics) {
        var found = ACTIVE.matcher(metrics)
                .results()
                .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
                .toArray();
        return found.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(found).sum());
    }
}
