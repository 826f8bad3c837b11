package io.embeddingops.health;

import io.embeddingops.guard.PodVerification;
import io.embeddingops.verification.EmbeddingEndpoint;
import io.embeddingops.verification.Expectations;
import io.embeddingops.verification.Problem;
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
 * Verifies servers, as soon as they are new and then periodically. Durations are recorded as metrics. Callers are notified only
 * when a result changes.
 */
public final class Prober implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
    private static final double JITTER = 0.1;

    /** Between two verifications, pause until a server is asked again whether it has lost its API keys. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** Threads for servers that failed last time, so that they never delay the others. */
    private static final int SLOW_THREADS = 2;

    private final Endpoints endpoints;
    private final Function<Run, Report> suite;
    private final Predicate<Target> alive;
    private final Consumer<ServiceKey> onChange;
    private final MeterRegistry metrics;
    private final Duration look;
    private final Map<ServiceKey, Map<String, VerificationHistory>> histories = new HashMap<>();
    private final Map<ServiceKey, String> cas = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("prober-timer"));
    private final ExecutorService fast;
    private final ExecutorService slow = pool(SLOW_THREADS, "prober-slow");

    /** One verification. */
    record Run(EmbeddingEndpoint endpoint, List<Integer> dimensions, Expectations expected) {}

    /**
     * Creates a prober that is idle until servers are added.
     *
     * @param concurrency max. servers verified at the same time
     * @param alive whether a server's pod still exists
     * @param onChange notified when the result of one of a service's servers changes
     */
    public Prober(
            Endpoints endpoints,
            int concurrency,
            Predicate<Target> alive,
            Consumer<ServiceKey> onChange,
            MeterRegistry metrics) {
        this(
                endpoints,
                run -> Suite.run(run.endpoint(), run.dimensions(), run.expected()),
                concurrency,
                alive,
                onChange,
                metrics,
                LOOK);
    }

    Prober(
            Endpoints endpoints,
            Function<Run, Report> suite,
            int concurrency,
            Predicate<Target> alive,
            Consumer<ServiceKey> onChange,
            MeterRegistry metrics,
            Duration look) {
        this.endpoints = endpoints;
        this.suite = suite;
        this.fast = pool(concurrency, "prober");
        this.alive = alive;
        this.onChange = onChange;
        this.metrics = metrics;
        this.look = look;
    }

    /** Replaces the set of servers that are verified for a service. */
    public void watch(ServiceKey service, List<Target> targets) {
        synchronized (histories) {
            var old = histories.getOrDefault(service, Map.of());
            var now = new HashMap<String, VerificationHistory>();
            for (var target : targets) {
                var known = Optional.ofNullable(old.get(target.uid()))
                        .filter(history -> history.target().sameStart(target));
                now.put(
                        target.uid(),
                        known.map(history -> history.withTarget(target))
                                .orElseGet(() -> VerificationHistory.of(target)));
                if (known.isEmpty()) {
                    schedule(target, Duration.ZERO);
                }
            }
            if (now.isEmpty()) {
                drop(service);
            } else {
                histories.put(service, now);
            }
        }
    }

    /** The history of the pod's current container. */
    public Optional<VerificationHistory> history(ServiceKey service, String uid) {
        synchronized (histories) {
            return Optional.ofNullable(histories.getOrDefault(service, Map.of()).get(uid));
        }
    }

    /** The CA of the certificates of a service's servers in PEM form, if a verification has read it. */
    public Optional<String> ca(ServiceKey service) {
        synchronized (histories) {
            return Optional.ofNullable(cas.get(service));
        }
    }

    /** Whether there are servers and none of them responded to its last verification. */
    public boolean allUnreachable() {
        synchronized (histories) {
            var last = histories.values().stream()
                    .flatMap(pods -> pods.values().stream())
                    .flatMap(history -> history.last().stream())
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
        await(target, System.nanoTime() + Math.round(pause.toNanos() * jitter));
    }

    /** Waits for the next verification. Nothing but the server itself reports meanwhile that it has lost its API keys. */
    private void await(Target target, long due) {
        var rest = Math.max(0, due - System.nanoTime());
        var looks = target.access().apiKeySecret().isPresent() && rest > look.toNanos();
        Runnable next = looks ? () -> look(target, due) : () -> verify(target);
        try {
            timer.schedule(() -> executor(target).execute(next), looks ? look.toNanos() : rest, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("not scheduled, since the prober is closed", e);
        }
    }

    private void look(Target target, long due) {
        if (watched(target).isEmpty() || !alive.test(target) || endpoints.closed(target)) {
            verify(target);
        } else {
            await(target, due);
        }
    }

    private ExecutorService executor(Target target) {
        return history(target.service(), target.uid())
                        .filter(history -> history.failures() > 0)
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
        var connection = endpoints.of(target);
        var report = run(target, connection);
        if (target.access().apiKeySecret().isPresent() && report.has(Problem.UNAUTHORIZED)) {
            // the Secret may have changed since it was read
            connection = endpoints.of(target);
            report = run(target, connection);
        }
        metrics.timer(
                        "embedding.operator.verification",
                        "outcome",
                        report.outcome().name().toLowerCase(Locale.ROOT))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        var now = record(target, report, connection.ca());
        now.ifPresent(history -> schedule(target, history.delay()));
    }

    private Report run(Target target, Connection connection) {
        return suite.apply(new Run(connection.endpoint(), target.dimensions(), target.expected()));
    }

    /** Adds the report to the server's history; empty if the server is no longer watched. */
    private Optional<VerificationHistory> record(Target target, Report report, Optional<String> ca) {
        Optional<VerificationHistory> old;
        Optional<VerificationHistory> now;
        boolean newCa;
        synchronized (histories) {
            old = watched(target);
            now = old.map(history -> history.after(report));
            now.ifPresent(history -> histories.get(target.service()).put(target.uid(), history));
            newCa = now.isPresent() && ca.isPresent() && !ca.get().equals(cas.put(target.service(), ca.get()));
        }
        if (now.isPresent() && (newCa || isChange(old.get(), now.get()))) {
            LOG.debug("verified pod {}: {}", target.pod(), report);
            onChange.accept(target.service());
        }
        return now;
    }

    /** Each of the first three consecutive failures is a change, because the third takes a server in use out of service. */
    private static boolean isChange(VerificationHistory old, VerificationHistory now) {
        return !Objects.equals(old.report(), now.report())
                || now.failures() != old.failures()
                        && now.failures() <= PodVerification.FAILURE_THRESHOLD
                        && now.failures() > 0;
    }

    private Optional<VerificationHistory> watched(Target target) {
        return history(target.service(), target.uid())
                .filter(history -> history.target().sameStart(target));
    }

    private void forget(Target target) {
        synchronized (histories) {
            var pods = histories.get(target.service());
            if (pods != null && watched(target).isPresent()) {
                pods.remove(target.uid());
                if (pods.isEmpty()) {
                    drop(target.service());
                }
            }
        }
    }

    private void drop(ServiceKey service) {
        histories.remove(service);
        cas.remove(service);
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
