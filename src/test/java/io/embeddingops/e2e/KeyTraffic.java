package io.embeddingops.e2e;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that call a service without a pause, each with a key of its own. */
final class KeyTraffic implements AutoCloseable {

    private static final int NO_ANSWER = 0;

    private final Map<String, List<Integer>> courses = new LinkedHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService clients;
    private volatile boolean ended;

    KeyTraffic(EmbeddingClient client, String baseUrl, List<String> keys) {
        clients = Executors.newFixedThreadPool(keys.size());
        keys.forEach(key -> courses.put(key, new ArrayList<>()));
        keys.forEach(key -> clients.execute(
                () -> call(client.keepingConnections().withAuthorization("Bearer " + key), baseUrl, key)));
    }

    /** The statuses that a key was answered with, in order; equal ones that follow each other count once. */
    List<Integer> course(String key) {
        var course = courses.get(key);
        synchronized (course) {
            return List.copyOf(course);
        }
    }

    /** The status of the last answer to that key. */
    int last(String key) {
        var course = course(key);
        return course.isEmpty() ? NO_ANSWER : course.get(course.size() - 1);
    }

    int sent() {
        return sent.get();
    }

    private void call(EmbeddingClient client, String baseUrl, String key) {
        while (!ended) {
            var status = status(client, baseUrl);
            sent.incrementAndGet();
            if (last(key) != status || course(key).isEmpty()) {
                var course = courses.get(key);
                synchronized (course) {
                    course.add(status);
                }
            }
        }
    }

    private static int status(EmbeddingClient client, String baseUrl) {
        try {
            return client.post(baseUrl + "/embeddings", Map.of("model", "any", "input", "a text"))
                    .status();
        } catch (UncheckedIOException e) {
            return NO_ANSWER;
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Stops calling, and waits for the last answers. */
    void end() {
        ended = true;
        clients.shutdown();
        try {
            clients.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
