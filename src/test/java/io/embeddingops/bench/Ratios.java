package io.embeddingops.bench;

/** A round's figures relative to its floor, and per resource. */
final class Ratios {

    private static final double MILLISECONDS = 1000;

    private Ratios() {}

    static void add(Figures figures, int count) {
        figures.put("ratio.seconds", figures.get("create.seconds") / figures.get("floor.seconds"));
        figures.put("ratio.cpu", figures.get("create.cpu") / figures.get("floor.cpu"));
        figures.put(
                "ratio.seconds_with_load",
                figures.get("create.seconds") / (figures.get("floor.seconds") + figures.get("given.seconds")));
        figures.put("each.ms", figures.get("create.seconds") * MILLISECONDS / count);
        figures.put("each.cpu_ms", figures.get("create.cpu") * MILLISECONDS / count);
        figures.put("each.server_cpu_ms", figures.get("create.server_cpu") * MILLISECONDS / count);
        figures.put("each.floor_ms", figures.get("floor.seconds") * MILLISECONDS / count);
        figures.put("each.floor_server_cpu_ms", figures.get("floor.server_cpu") * MILLISECONDS / count);
    }
}
