package io.embeddingops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of results. */
final class Report {

    private static final int LABEL = 58;
    private static final int COLUMN = 20;

    private static final List<Row> ROWS = List.of(
            Row.of("floor: the same writes by a bare client, s", "floor.seconds", 1),
            Row.of("  CPU, s", "floor.cpu", 1),
            Row.of("  threads (the best of 8, 16, 32)", "floor.threads", 0),
            Row.of("  CPU of the API server and etcd, s", "floor.server_cpu", 1),
            Row.of("creating the resources alone, s", "given.seconds", 1),
            Row.of("  CPU of the API server and etcd, s", "given.server_cpu", 1),
            Row.of("first create to all converged, s", "create.seconds", 1),
            Row.of("  times the floor", "ratio.seconds", 2, 2.5),
            Row.of("  times floor and creating the resources together", "ratio.seconds_with_load", 2),
            Row.of("  CPU, s", "create.cpu", 1),
            Row.of("  CPU, times the floor's", "ratio.cpu", 2),
            Row.of("  CPU of the API server and etcd, s", "create.server_cpu", 1),
            Row.of("  CPU of other programs on the machine, s", "create.foreign_cpu", 1),
            Row.of("  per resource, ms", "each.ms", 2),
            Row.of("  CPU per resource, ms", "each.cpu_ms", 2),
            Row.of("  CPU of API server and etcd per resource, ms", "each.server_cpu_ms", 2),
            Row.of("  the same for the floor, ms", "each.floor_server_cpu_ms", 2),
            Row.of("  reconciliations per resource", "create.passes", 2),
            Row.of("  writes per resource", "create.writes", 2, 4),
            Row.of("peak resident memory until converged, MiB", "create.peak_mib", 0, 256, 700),
            Row.of("  after all phases below except restarts", "memory.peak_mib", 0, 256, 700),
            Row.of("60 s without changes: writes", "steady.writes", 0, 0),
            Row.of("  reads", "steady.reads", 0),
            Row.of("  % of one core", "steady.core_percent", 2, 1),
            Row.of("60 s of resync: writes", "resync.writes", 0, 0),
            Row.of("  reconciliations per resource", "resync.passes", 2),
            Row.of("  % of one core", "resync.core_percent", 2),
            Row.of("one change, watch event to Deployment's, p50, ms", "change.p50_ms", 1, 50),
            Row.of("  p99, ms", "change.p99_ms", 1),
            Row.of("one field changed in all, to all converged, s", "storm.seconds", 1),
            Row.of("  CPU, s", "storm.cpu", 1),
            Row.of("  writes per resource", "storm.writes", 2),
            Row.of("restart with all resources: writes", "restart.writes", 0, 0),
            Row.of("  reconciliations per resource", "restart.passes", 2),
            Row.of("  start to ready, s", "restart.ready_seconds", 2),
            Row.of("  start to quiet, s", "restart.quiet_seconds", 2, 6, 60),
            Row.of("  CPU, s", "restart.cpu", 1),
            Row.of("start to ready with an empty cluster, s", "start.seconds", 2, 1.8));

    private Report() {}

    static String of(int count, int rounds, Map<String, Figures> medians) {
        var lines = new ArrayList<String>();
        lines.add("%d resources, median of %d round(s); %s".formatted(count, rounds, Machine.line()));
        var head = new StringBuilder(pad("", LABEL));
        medians.keySet().forEach(name -> head.append(pad(name, COLUMN)));
        lines.add(head + "limit");
        for (var row : ROWS) {
            if (medians.values().stream().noneMatch(row::isMeasured)) {
                continue;
            }
            var line = new StringBuilder(pad(row.label(), LABEL));
            medians.values()
                    .forEach(figures ->
                            line.append(pad(row.value(figures) + (row.missed(figures, count) ? "  !" : ""), COLUMN)));
            lines.add((line + row.limit(count)).stripTrailing());
        }
        medians.forEach((name, figures) -> figures.values().forEach((figure, value) -> {
            var space = figure.indexOf(' ');
            if (space > 0) {
                lines.add("%s, %s: %s: %.2f per resource"
                        .formatted(name, figure.substring(0, figure.indexOf('.')), figure.substring(space + 1), value));
            }
        }));
        return String.join("\n", lines) + "\n";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
