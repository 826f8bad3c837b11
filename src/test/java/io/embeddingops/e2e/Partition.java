package io.embeddingops.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A one-way network partition: a pod on the real node cannot reach the API server, but can be reached itself. */
final class Partition implements AutoCloseable {

    private final List<String> rule;

    private Partition(List<String> rule) {
        this.rule = rule;
    }

    /** Starts the partition, including existing connections. */
    static Partition of(Pod pod, KubernetesClient client) {
        var port = String.valueOf(client.getMasterUrl().getPort());
        var partition = new Partition(
                List.of("INPUT", "-s", pod.getStatus().getPodIP(), "-p", "tcp", "--dport", port, "-j", "DROP"));
        partition.iptables("-I");
        return partition;
    }

    @Override
    public void close() {
        iptables("-D");
    }

    private void iptables(String action) {
        var command = new ArrayList<>(List.of("iptables", action));
        command.addAll(rule);
        try {
            if (new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() != 0) {
                throw new AssertionError("cannot " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
