package io.embeddingops.bench;

/** Measures what the operator uses and requests from the creation of this object on. */
final class Window {

    private final BenchCluster cluster;
    private final RunningSubject subject;
    private final double cpu;
    private final double serverCpu;
    private final double driverCpu = driverSeconds();
    private final double machineCpu = Usage.machineSeconds();
    private final double passes;
    private final Requests requests;
    private final long begin;

    Window(BenchCluster cluster, RunningSubject subject) {
        this.cluster = cluster;
        this.subject = subject;
        this.requests = Requests.of(cluster.api().client());
        this.passes = subject.passes();
        this.serverCpu = cluster.cpuSeconds();
        this.cpu = subject.cpuSeconds();
        this.begin = System.nanoTime();
    }

    /** When it began, as {@link System#nanoTime}. */
    long begin() {
        return begin;
    }

    double cpuSeconds() {
        return subject.cpuSeconds() - cpu;
    }

    double serverCpuSeconds() {
        return cluster.cpuSeconds() - serverCpu;
    }

    /** CPU seconds of unrelated programs. The more there are, the less reliable the times. */
    double foreignCpuSeconds() {
        var ours = cpuSeconds() + serverCpuSeconds() + driverSeconds() - driverCpu;
        return Math.max(0, Usage.machineSeconds() - machineCpu - ours);
    }

    private static double driverSeconds() {
        return Usage.cpuSeconds(ProcessHandle.current().pid());
    }

    double passes() {
        return subject.passes() - passes;
    }

    Requests requests() {
        return Requests.of(cluster.api().client()).since(requests);
    }
}
