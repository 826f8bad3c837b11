package io.embeddingops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/** Measures the floor, and the cost of only creating the resources. */
final class FloorPhase {

    private static final String CLASS_PATH = "target/embedding-operator.jar:target/test-classes";
    private static final int LARGEST_TRIAL = 1000;

    private FloorPhase() {}

    /** The fastest of those thread counts, tried with at most a thousand resources. */
    static int bestThreads(Subject subject, int count, List<Integer> threadCounts) {
        var tried = Math.min(count, LARGEST_TRIAL);
        var bySeconds = new TreeMap<Double, Integer>();
        Progress.line("finding the best number of threads for the floor, with %d resources".formatted(tried));
        for (var threads : threadCounts) {
            bySeconds.put(measure(subject, tried, threads).get("floor.seconds"), threads);
        }
        return bySeconds.firstEntry().getValue();
    }

    /** Measures in a new cluster, because a cluster gets slower with the number of its objects. */
    static Figures measure(Subject subject, int count, int threads) {
        try (var cluster = BenchCluster.up(subject.crds())) {
            var figures = once(subject, count, threads, cluster);
            Progress.line("    floor with %d threads: %.1f s, %.1f CPU-s"
                    .formatted(threads, figures.get("floor.seconds"), figures.get("floor.cpu")));
            return figures;
        }
    }

    private static Figures once(Subject subject, int count, int threads, BenchCluster cluster) {
        var namespace = Subject.NAMESPACE;
        var figures = new Figures();
        var serverBefore = cluster.cpuSeconds();
        var begin = System.nanoTime();
        new Load(subject, namespace, cluster.api()).create(count);
        figures.put("given.seconds", (System.nanoTime() - begin) / 1e9);
        cluster.awaitIdle();
        var serverAfter = cluster.cpuSeconds();
        figures.put("given.server_cpu", serverAfter - serverBefore);
        var printed = run(namespace, threads, cluster).split(" ");
        cluster.awaitIdle();
        figures.put("floor.threads", threads);
        figures.put("floor.seconds", Double.parseDouble(printed[0]));
        figures.put("floor.cpu", Double.parseDouble(printed[1]));
        figures.put("floor.server_cpu", cluster.cpuSeconds() - serverAfter);
        return figures;
    }

    private static String run(String namespace, int threads, BenchCluster cluster) {
        var builder = new ProcessBuilder(
                        "target/bench/java/bin/java",
                        "@hack/jvm.options",
                        "-XX:SharedArchiveFile=target/embedding-operator.jsa",
                        "-cp",
                        CLASS_PATH,
                        Floor.class.getName(),
                        namespace,
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        try {
            var process = builder.start();
            var printed = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the floor's process failed");
            }
            return printed.substring(printed.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
