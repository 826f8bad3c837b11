package io.embeddingops.bench;

import io.embeddingops.it.ControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the operator for a while on a cluster with controllers and fake nodes under random changes, and then checks every
 * object. {@code make soak} runs it.
 */
final class Soak {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int QUIET_SECONDS = 60;
    private static final long SEED = 20261124;

    private Soak() {}

    /**
     * Exits with 1 if a check fails.
     *
     * @param arguments minutes, number of services, properties file of the operator
     */
    public static void main(String[] arguments) throws Exception {
        var minutes = Integer.parseInt(arguments[0]);
        var services = Integer.parseInt(arguments[1]);
        var subject = Subject.read(Path.of(arguments[2]));
        Files.createDirectories(Path.of("target/bench"));
        var faults = new ArrayList<String>();
        try (var plane = ControlPlane.up(
                        "soak-" + ProcessHandle.current().pid(),
                        "--crds",
                        subject.crds().toString(),
                        "--gpus",
                        "1500");
                var api = Api.of(plane.kubeconfig());
                var running = RunningSubject.start(subject, plane.kubeconfig(), List.of())) {
            api.post("/api/v1/namespaces", namespace()).join();
            var changes = new RandomChanges(subject, api, services, SEED);
            var heap = heapUnderChanges(minutes, running, changes);
            Progress.line(changes.made() + " changes made; waiting until all have converged");
            SoakCheck.awaitConverged(subject, api, changes.names());
            IdleDetector.await(running);
            Pause.milliseconds(Duration.ofSeconds(QUIET_SECONDS).toMillis());
            var before = Requests.of(api.client());
            Pause.milliseconds(Duration.ofSeconds(QUIET_SECONDS).toMillis());
            var writes =
                    SoakCheck.ofOperator(Requests.of(api.client()).since(before).writes());
            writes.counts()
                    .forEach((kind, count) -> faults.add(count + " times " + kind + " in the minute without changes"));
            faults.addAll(SoakCheck.faults(api, changes.names()));
            faults.addAll(HeapTrend.faults(heap));
            Files.writeString(
                    Path.of("target/bench/soak.json"),
                    Json.pretty(Map.of(
                            "machine",
                            Machine.describe(),
                            "minutes",
                            minutes,
                            "services",
                            services,
                            "changes",
                            changes.made(),
                            "heapMibAfterGcPerMinute",
                            heap,
                            "peakMib",
                            running.peakMib(),
                            "cpuSeconds",
                            running.cpuSeconds(),
                            "faults",
                            faults)));
            System.out.printf(
                    "soak: %d minutes, %d services, %d changes (%s); heap after GC %.0f MiB at the start, %.0f MiB at the end; "
                            + "peak resident %.0f MiB; %d writes in the minute without changes%n",
                    minutes,
                    services,
                    changes.made(),
                    changes.kinds(),
                    heap.get(Math.min(1, heap.size() - 1)),
                    heap.get(heap.size() - 1),
                    running.peakMib(),
                    writes.sum());
        }
        faults.forEach(fault -> System.out.println("failed: " + fault));
        System.out.println(
                faults.isEmpty() ? "soak passed: every object matches render, none is left over" : "soak FAILED");
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static List<Double> heapUnderChanges(int minutes, RunningSubject running, RandomChanges changes) {
        var heap = new ArrayList<Double>();
        var begin = System.nanoTime();
        changes.createAll();
        for (var minute = 1; minute <= minutes; minute++) {
            while (System.nanoTime() - begin < minute * MINUTE) {
                changes.next();
            }
            heap.add(running.heapMibAfterGc());
            Progress.line("minute %d of %d: %d changes, heap %.1f MiB after GC, peak resident %.0f MiB"
                    .formatted(minute, minutes, changes.made(), heap.get(heap.size() - 1), running.peakMib()));
        }
        return heap;
    }

    private static String namespace() {
        return Json.text(
                Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", Subject.NAMESPACE)));
    }
}
