package io.embeddingops.health;

import io.embeddingops.guard.PodStanding;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.Suite;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies servers: at once when one is new, and then again and again. Latencies and times are metrics; only what changes
 * the picture of a service is told.
 */
public final class Prober implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    private static final double JITTER = 0.1;

    /** For servers that did not answer the last time, so that those that do never wait for them. */
    private static final int SLOW_LANE = 2;

    private final Endpoints endpoints;
    private final Function<Run, Report> suite;
    private final Predicate<Target> alive;
    private final Consumer<ServiceKey> changed;
    private final MeterRegistry metrics;
    private final Map<ServiceKey, Map<String, Track>> tracks = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("prober-timer"));
    private final ExecutorService fast;
    private final ExecutorService slow = pool(SLOW_LANE, "prober-slow");

    /** One verification. */
    record Run(EmbeddingEndpoint endpoint, List<Integer> dimensions) {}

    /**
     * Starts nothing before it is told of servers.
     *
     * @param concurrency servers verified at the same time
     * @param alive whether a server's pod is still there
     * @param changed is told of a service of which something new is known
     */
    public Prober(
            Endpoints endpoints,
            int concurrency,
            Predicate<Target> alive,
            Consumer<ServiceKey> changed,
            MeterRegistry metrics) {
        this(endpoints, run -> Suite.run(run.endpoint(), run.dimensions()), concurrency, alive, changed, metrics);
    }

    Prober(
            Endpoints endpoints,
            Function<Run, Report> suite,
            int concurrency,
            Predicate<Target> alive,
            Consumer<ServiceKey> changed,
            MeterRegistry metrics) {
        this.endpoints = endpoints;
        this.suite = suite;
        this.fast = pool(concurrency, "prober");
        this.alive = alive;
        this.changed = changed;
        this.metrics = metrics;
    }

    /** From now on exactly these servers of a service are verified. */
    public void watch(ServiceKey service, List<Target> targets) {
        synchronized (tracks) {
            var old = tracks.getOrDefault(service, Map.of());
            var now = new HashMap<String, Track>();
            for (var target : targets) {
                var known = Optional.ofNullable(old.get(target.uid()))
                        .filter(track -> track.target().sameStart(target));
                now.put(
                        target.uid(),
                        known.map(track -> track.withTarget(target)).orElseGet(() -> Track.of(target)));
                if (known.isEmpty()) {
                    schedule(target, Duration.ZERO);
                }
            }
            if (now.isEmpty()) {
                tracks.remove(service);
            } else {
                tracks.put(service, now);
            }
        }
    }

    /** What is known of the start of a pod's container that was last told. */
    public Optional<Track> track(ServiceKey service, String uid) {
        synchronized (tracks) {
            return Optional.ofNullable(tracks.getOrDefault(service, Map.of()).get(uid));
        }
    }

    /** Whether there are servers, and the last call of every one of them got no answer. */
    public boolean isolated() {
        synchronized (tracks) {
            var last = tracks.values().stream()
                    .flatMap(pods -> pods.values().stream())
                    .flatMap(track -> track.last().stream())
                    .toList();
            return !last.isEmpty() && last.stream().noneMatch(Report::answered);
        }
    }

    @Override
    public void close() {
        List.of(timer, fast, slow).forEach(ExecutorService::shutdownNow);
    }

    private void schedule(Target target, Duration pause) {
        var jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        try {
            timer.schedule(
                    () -> lane(target).execute(() -> verify(target)),
                    Math.round(pause.toMillis() * jitter),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("stopped", e);
        }
    }

    private ExecutorService lane(Target target) {
        return track(target.service(), target.uid())
                        .filter(track -> track.failures() > 0)
                        .isPresent()
                ? slow
                : fast;
    }

    private void verify(Target scheduled) {
        if (!alive.test(scheduled)) {
            forget(scheduled);
            return;
        }
        var current = watched(scheduled);
        if (current.isEmpty()) {
            return;
        }
        var target = current.get().target();
        var begin = System.nanoTime();
        var report = suite.apply(new Run(endpoints.of(target), target.dimensions()));
        metrics.timer(
                        "embedding.operator.verification",
                        "outcome",
                        report.outcome().name().toLowerCase(Locale.ROOT))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        var now = record(target, report);
        now.ifPresent(track -> schedule(target, track.pause()));
    }

    /** The track after that report, unless the server is no longer watched. */
    private Optional<Track> record(Target target, Report report) {
        Optional<Track> old;
        Optional<Track> now;
        synchronized (tracks) {
            old = watched(target);
            now = old.map(track -> track.after(report));
            now.ifPresent(track -> tracks.get(target.service()).put(target.uid(), track));
        }
        if (now.isPresent() && news(old.get(), now.get())) {
            LOG.debug("pod {}: {}", target.pod(), report);
            changed.accept(target.service());
        }
        return now;
    }

    /** A failure counts in itself until the third in a row, after which a server in use is taken out. */
    private static boolean news(Track old, Track now) {
        return !Objects.equals(old.report(), now.report())
                || now.failures() != old.failures() && now.failures() <= PodStanding.FAILURES && now.failures() > 0;
    }

    private Optional<Track> watched(Target target) {
        return track(target.service(), target.uid())
                .filter(track -> track.target().sameStart(target));
    }

    private void forget(Target target) {
        synchronized (tracks) {
            var pods = tracks.get(target.service());
            if (pods != null && watched(target).isPresent()) {
                pods.remove(target.uid());
                if (pods.isEmpty()) {
                    tracks.remove(target.service());
                }
            }
        }
    }

    private static ExecutorService pool(int threads, String name) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
