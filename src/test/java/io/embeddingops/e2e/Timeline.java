package io.embeddingops.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Records the load of a service and its servers every two seconds, and writes it as CSV for {@code hack/scale}. */
final class Timeline implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/scale");
    private static final int PERIOD_SECONDS = 2;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final LiveService service;
    private final SteppedLoad load;
    private final Path file;
    private final long begin = System.nanoTime();
    private volatile double offered;

    /**
     * What was seen at one time.
     *
     * @param seconds since the begin
     * @param offered requests per second that are sent on average
     * @param replicas servers that the spec asks for
     * @param ready servers that are ready
     * @param answered requests answered since the last sample
     * @param failed requests failed since the last sample
     * @param p95 of the latencies since the last sample
     */
    record Sample(double seconds, double offered, int replicas, int ready, int answered, int failed, Duration p95) {

        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%.1f,%.2f,%d,%d,%d,%d,%d%n",
                    seconds,
                    offered,
                    replicas,
                    ready,
                    answered,
                    failed,
                    p95.toMillis());
        }
    }

    /** Begins to record into that file of {@code target/scale}. */
    Timeline(LiveService service, SteppedLoad load, String file) {
        this.service = service;
        this.load = load;
        this.file = DIRECTORY.resolve(file);
        try {
            Files.createDirectories(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sample();
        timer.scheduleAtFixedRate(this::sample, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends that many requests per second from now on. */
    void rate(double requestsPerSecond) {
        offered = requestsPerSecond;
        load.rate(requestsPerSecond);
    }

    /** Seconds since the begin. */
    double now() {
        return (System.nanoTime() - begin) / 1e9;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    Sample last() {
        return samples.get(samples.size() - 1);
    }

    /** The time of the first sample from that time on that asks for so many servers or more. */
    Optional<Double> asked(double from, int replicas) {
        return samples.stream()
                .filter(sample -> sample.seconds() >= from && sample.replicas() >= replicas)
                .map(Sample::seconds)
                .findFirst();
    }

    private void sample() {
        try {
            var deployment = service.tenant().deployment(service.name()).get().getStatus();
            var ready = deployment == null ? null : deployment.getReadyReplicas();
            var replicas = service.resource().getSpec().replicas();
            var interval = load.interval();
            samples.add(new Sample(
                    now(),
                    offered,
                    replicas,
                    ready == null ? 0 : ready,
                    interval.answered(),
                    interval.failed(),
                    interval.p95()));
        } catch (RuntimeException e) {
            // thrown, it would end the timer; the next sample counts the requests since the last one
            System.err.println("no sample: " + e);
        }
    }

    /** Ends the recording and writes the file. */
    @Override
    public void close() {
        timer.shutdown();
        var csv = new StringBuilder("seconds,offered,replicas,ready,answered,failed,p95_ms\n");
        samples.forEach(sample -> csv.append(sample.line()));
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
