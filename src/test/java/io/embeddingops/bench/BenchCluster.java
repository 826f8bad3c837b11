package io.embeddingops.bench;

import io.embeddingops.it.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A new etcd and API server without controllers, and their resource usage. */
final class BenchCluster implements AutoCloseable {

    private static final double IDLE = 0.1;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final ControlPlane plane;
    private final Api api;
    private final long etcd;
    private final long server;

    private BenchCluster(ControlPlane plane) {
        this.plane = plane;
        this.api = Api.of(plane.kubeconfig());
        this.etcd = pid("etcd");
        this.server = pid("kube-apiserver");
    }

    /** Starts a cluster with those CRDs and the namespace of the resources, and waits until it is idle. */
    static BenchCluster up(Path crds) {
        var name = "bench-" + ProcessHandle.current().pid();
        var cluster = new BenchCluster(ControlPlane.up(name, "--profile", "api", "--crds", crds.toString()));
        cluster.namespace(Subject.NAMESPACE);
        cluster.awaitIdle();
        return cluster;
    }

    Api api() {
        return api;
    }

    Path kubeconfig() {
        return plane.kubeconfig();
    }

    void namespace(String name) {
        api.post(
                        "/api/v1/namespaces",
                        Json.text(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name))))
                .join();
    }

    /** CPU seconds of etcd and the API server. */
    double cpuSeconds() {
        return Usage.cpuSeconds(etcd) + Usage.cpuSeconds(server);
    }

    /** Waits until they are idle. After a start they still build their schemas. */
    void awaitIdle() {
        for (var i = 0; i < LONGEST_WAIT_SECONDS; i++) {
            var before = cpuSeconds();
            Pause.milliseconds(1000);
            if (cpuSeconds() - before < IDLE) {
                return;
            }
        }
    }

    private long pid(String component) {
        try {
            var file = plane.kubeconfig().resolveSibling("pids").resolve(component);
            return Long.parseLong(Files.readString(file).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        plane.close();
    }
}
