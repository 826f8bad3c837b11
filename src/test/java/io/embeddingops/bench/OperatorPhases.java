package io.embeddingops.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures an operator, from its start on an empty cluster to a restart with all resources. */
final class OperatorPhases {

    private static final int STARTS = 5;
    private static final int CHANGES = 200;
    private static final int STEADY_SECONDS = 60;

    /**
     * Nothing acts on Deployments here, which the operator reports once in the status of each service, a minute after a change.
     */
    private static final int REPORT_SECONDS = 70;

    private static final int PAUSE_MILLISECONDS = 10;
    private static final int FIRST_EDIT = 1000;

    private final Subject subject;
    private final int count;
    private final BenchCluster cluster;
    private final Load load;
    private final Figures figures = new Figures();

    private OperatorPhases(Subject subject, int count, BenchCluster cluster) {
        this.subject = subject;
        this.count = count;
        this.cluster = cluster;
        this.load = new Load(subject, Subject.NAMESPACE, cluster.api());
    }

    /** Measures the time from the first create until all resources have converged. */
    static Figures creation(Subject subject, int count) {
        return in(subject, count, OperatorPhases::creation);
    }

    /** Measures all other phases. */
    static Figures life(Subject subject, int count) {
        return in(subject, count, phases -> {
            phases.starts();
            phases.life();
            phases.restart();
            phases.resync();
        });
    }

    private static Figures in(Subject subject, int count, Consumer<OperatorPhases> work) {
        try (var cluster = BenchCluster.up(subject.crds())) {
            var phases = new OperatorPhases(subject, count, cluster);
            work.accept(phases);
            return phases.figures;
        }
    }

    private void creation() {
        try (var running = start(List.of());
                var tracker = new ResourceTracker(subject, cluster.api(), false)) {
            cluster.awaitIdle();
            create(running, tracker);
        }
    }

    private void starts() {
        var seconds = IntStream.range(0, STARTS)
                .mapToDouble(i -> {
                    try (var running = start(List.of())) {
                        return running.startSeconds();
                    }
                })
                .toArray();
        figures.put("start.seconds", Figures.median(seconds));
        Progress.line("    ready after %.2f s with an empty cluster".formatted(figures.get("start.seconds")));
    }

    private void life() {
        try (var running = start(List.of())) {
            try (var tracker = new ResourceTracker(subject, cluster.api(), false)) {
                load.create(count);
                tracker.await(count, new Progress("converged"));
                IdleDetector.await(running);
                cluster.awaitIdle();
                steady("steady", running);
                storm(running, tracker);
            }
            changes();
            figures.put("memory.peak_mib", running.peakMib());
        }
    }

    private void create(RunningSubject running, ResourceTracker tracker) {
        var window = new Window(cluster, running);
        load.create(count);
        var creating = (System.nanoTime() - window.begin()) / 1e9;
        var end = tracker.await(count, new Progress("converged"));
        figures.put("create.seconds", (end - window.begin()) / 1e9);
        figures.put("create.cpu", window.cpuSeconds());
        figures.put("create.foreign_cpu", window.foreignCpuSeconds());
        IdleDetector.await(running);
        cluster.awaitIdle();
        figures.put("create.given_seconds", creating);
        figures.put("create.cpu_till_quiet", window.cpuSeconds());
        figures.put("create.server_cpu", window.serverCpuSeconds());
        figures.put("create.passes", window.passes() / count);
        figures.put("create.peak_mib", running.peakMib());
        count("create", window.requests().without("POST " + subject.plural(), count));
        Progress.line("    created: %.1f s, %.1f CPU-s (%.1f till quiet), %.2f writes, %.2f passes each, %.0f MiB"
                .formatted(
                        figures.get("create.seconds"),
                        figures.get("create.cpu"),
                        figures.get("create.cpu_till_quiet"),
                        figures.get("create.writes"),
                        figures.get("create.passes"),
                        figures.get("create.peak_mib")));
    }

    private void steady(String name, RunningSubject running) {
        Pause.milliseconds(REPORT_SECONDS * 1000L);
        var window = new Window(cluster, running);
        Pause.milliseconds(STEADY_SECONDS * 1000L);
        var cpu = window.cpuSeconds();
        var requests = window.requests();
        figures.put(name + ".core_percent", cpu / STEADY_SECONDS * 100);
        figures.put(name + ".writes", requests.writes().sum());
        figures.put(name + ".reads", requests.reads().sum());
        figures.put(name + ".passes", window.passes() / count);
        Progress.line("    %s for %d s: %.0f writes, %.2f%% of a core, %.2f passes each"
                .formatted(
                        name,
                        STEADY_SECONDS,
                        figures.get(name + ".writes"),
                        figures.get(name + ".core_percent"),
                        figures.get(name + ".passes")));
    }

    private void changes() {
        cluster.awaitIdle();
        var milliseconds = new double[CHANGES];
        try (var tracker = new ResourceTracker(subject, cluster.api(), true)) {
            for (var i = 0; i < CHANGES; i++) {
                var name = Subject.nameOf((int) ((long) i * count / CHANGES));
                tracker.mark(name);
                load.edit(name, FIRST_EDIT + i).join();
                milliseconds[i] = tracker.awaitChange(name, new Progress("change of " + name)) / 1e6;
                Pause.milliseconds(PAUSE_MILLISECONDS);
            }
        }
        figures.put("change.p50_ms", Figures.percentile(milliseconds, 50));
        figures.put("change.p99_ms", Figures.percentile(milliseconds, 99));
        Progress.line("    a change reaches the Deployment in %.1f ms (p50), %.1f ms (p99)"
                .formatted(figures.get("change.p50_ms"), figures.get("change.p99_ms")));
    }

    private void storm(RunningSubject running, ResourceTracker tracker) {
        IdleDetector.await(running);
        cluster.awaitIdle();
        tracker.mark();
        var window = new Window(cluster, running);
        load.edit(count, FIRST_EDIT + CHANGES);
        var end = tracker.await(count, new Progress("edited"));
        figures.put("storm.seconds", (end - window.begin()) / 1e9);
        figures.put("storm.cpu", window.cpuSeconds());
        IdleDetector.await(running);
        cluster.awaitIdle();
        figures.put("storm.server_cpu", window.serverCpuSeconds());
        count("storm", window.requests().without("PATCH " + subject.plural(), count));
        Progress.line("    edit of all: %.1f s, %.1f CPU-s, %.2f writes each"
                .formatted(figures.get("storm.seconds"), figures.get("storm.cpu"), figures.get("storm.writes")));
    }

    private void restart() {
        cluster.awaitIdle();
        var requests = Requests.of(cluster.api().client());
        try (var running = start(List.of())) {
            var quiet = IdleDetector.await(running);
            figures.put("restart.ready_seconds", running.startSeconds());
            figures.put("restart.quiet_seconds", (quiet - running.begin()) / 1e9);
            figures.put("restart.cpu", running.cpuSeconds());
            figures.put("restart.peak_mib", running.peakMib());
            figures.put("restart.passes", running.passes() / count);
            figures.put(
                    "restart.writes",
                    Requests.of(cluster.api().client()).since(requests).writes().sum());
            Progress.line("    restart: %.0f writes, ready after %.1f s, quiet after %.1f s, %.1f CPU-s"
                    .formatted(
                            figures.get("restart.writes"),
                            figures.get("restart.ready_seconds"),
                            figures.get("restart.quiet_seconds"),
                            figures.get("restart.cpu")));
        }
    }

    private void resync() {
        if (subject.resync().isPresent()) {
            try (var running = start(subject.resync().get())) {
                IdleDetector.await(running);
                steady("resync", running);
            }
        }
    }

    private void count(String phase, Requests requests) {
        figures.put(phase + ".writes", (double) requests.writes().sum() / count);
        requests.writes()
                .counts()
                .forEach((kind, number) -> figures.put(phase + ".writes " + kind, (double) number / count));
        figures.put(phase + ".reads", (double) requests.reads().sum() / count);
    }

    private RunningSubject start(List<String> moreArguments) {
        return RunningSubject.start(subject, cluster.kubeconfig(), moreArguments);
    }
}
