package io.embeddingops.it;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real control plane, started and stopped by {@code hack/cluster.sh}. */
public final class ControlPlane implements AutoCloseable {

    private final String name;
    private final Path directory;

    private ControlPlane(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /** Starts a control plane. The first start on a machine builds its components, which takes minutes. */
    public static ControlPlane up(String name, String... options) {
        var command = new ArrayList<>(List.of("up", "--name", name));
        command.addAll(List.of(options));
        script(command.toArray(String[]::new));
        return new ControlPlane(name, Path.of(script("path", "--name", name).strip()));
    }

    /** The kubeconfig of the administrator. */
    public Path kubeconfig() {
        return directory.resolve("kubeconfig").toAbsolutePath();
    }

    /** A new client with the permissions of the administrator. */
    public KubernetesClient client() {
        return client(Config.fromKubeconfig(kubeconfig().toFile()));
    }

    /** A new client that impersonates that user, who has only the permissions that a test grants. */
    public KubernetesClient client(String user) {
        var config = Config.fromKubeconfig(kubeconfig().toFile());
        config.setImpersonateUsername(user);
        return client(config);
    }

    private static KubernetesClient client(Config config) {
        config.setRequestTimeout(10_000);
        config.setWatchReconnectLimit(-1);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    /** Adds a real node, which runs real containers on this machine. */
    public void addRealNode() {
        Script.run("hack/node.sh", "up", "--name", name);
    }

    /** Imports an image into the real node. */
    public void importImage(Path archive) {
        Script.run("hack/node.sh", "import", archive.toString(), "--name", name);
    }

    /** The directory with the components' logs. */
    public Path logs() {
        return directory.resolve("logs");
    }

    /** Kills the API server, like a crash. */
    public void killApiServer() {
        script("stop-api", "--kill", "--name", name);
    }

    /** Starts the API server again at the same address. */
    public void startApiServer() {
        script("start-api", "--name", name);
    }

    @Override
    public void close() {
        script("down", "--name", name);
    }

    private static String script(String... arguments) {
        return Script.run("hack/cluster.sh", arguments);
    }
}
