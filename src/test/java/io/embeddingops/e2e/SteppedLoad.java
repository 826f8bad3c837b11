package io.embeddingops.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends requests with one text each at a random (Poisson) rate that does not depend on the answers: many independent users. The same
 * seed gives the same texts and arrivals. Nothing is retried.
 *
 * <p>A Service balances connections, not requests, so a client that kept its connections would never use new pods. A connection is
 * used for {@link #CONNECTION_LIFE} at most, which is shorter than the pause that a server makes before it ends: no request is sent on
 * a connection to a pod that left the Service's endpoints longer ago.
 */
final class SteppedLoad implements AutoCloseable {

    /** A request that would exceed it fails without being sent. */
    static final int MAX_IN_FLIGHT = 2000;

    static final Duration CONNECTION_LIFE = Duration.ofSeconds(2);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final LoadResults results = new LoadResults();
    private final Dispatcher dispatcher = new Dispatcher();
    private final OkHttpClient http;
    private final String url;
    private final List<RequestBody> bodies;
    private final Random random;
    private final PoissonArrivals arrivals;

    private SteppedLoad(String baseUrl, List<String> texts, long seed) {
        dispatcher.setMaxRequests(MAX_IN_FLIGHT);
        dispatcher.setMaxRequestsPerHost(MAX_IN_FLIGHT);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(
                        new ConnectionPool(MAX_IN_FLIGHT, CONNECTION_LIFE.toMillis() / 2, TimeUnit.MILLISECONDS))
                .addNetworkInterceptor(new ConnectionLife(CONNECTION_LIFE))
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT)
                .readTimeout(ANSWER)
                .build();
        url = baseUrl + "/embeddings";
        bodies = texts.stream().map(SteppedLoad::body).toList();
        random = new Random(~seed);
        arrivals = new PoissonArrivals(new Random(seed), this::send);
    }

    /** Starts with a rate of 0. The base URL ends with {@code /v1}; see {@link EmbeddingClient#resolved}. */
    static SteppedLoad start(String baseUrl, List<String> texts, long seed) {
        return new SteppedLoad(baseUrl, texts, seed);
    }

    /** Sends that many requests per second from now on, on average. */
    void rate(double requestsPerSecond) {
        arrivals.rate(requestsPerSecond);
    }

    int sent() {
        return results.total().sent();
    }

    int answered() {
        return results.total().answered();
    }

    /** Requests that wait for their answer. */
    int inFlight() {
        return MAX_IN_FLIGHT - inFlight.availablePermits();
    }

    /** What failed, each with its time and message. */
    List<String> failures() {
        return results.failures();
    }

    /** Counts and latencies since the last call, or since the start. */
    LoadResults.Interval interval() {
        return results.next();
    }

    private void send() {
        results.sent();
        if (!inFlight.tryAcquire()) {
            results.failed("not sent: " + MAX_IN_FLIGHT + " requests are in flight");
            return;
        }
        var body = bodies.get(random.nextInt(bodies.size()));
        http.newCall(new Request.Builder().url(url).post(body).build()).enqueue(new Answer());
    }

    private static RequestBody body(String text) {
        try {
            return RequestBody.create(
                    JSON.writeValueAsBytes(Map.of("model", "any", "input", text)), MediaType.get("application/json"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Records the result of one request. */
    private final class Answer implements Callback {

        private final long begin = System.nanoTime();

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                var text = response.body().string();
                if (response.code() == 200) {
                    results.answered(Duration.ofNanos(System.nanoTime() - begin));
                } else {
                    results.failed(response.code() + " " + text);
                }
            } catch (IOException e) {
                results.failed(e.toString());
            } finally {
                inFlight.release();
            }
        }

        @Override
        public void onFailure(Call call, IOException e) {
            results.failed(e.toString());
            inFlight.release();
        }
    }

    /** Stops sending, and waits until each request has an answer or has failed. */
    @Override
    public void close() {
        arrivals.close();
        inFlight.acquireUninterruptibly(MAX_IN_FLIGHT);
        inFlight.release(MAX_IN_FLIGHT);
        dispatcher.executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
