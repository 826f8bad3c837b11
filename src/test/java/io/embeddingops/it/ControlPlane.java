package io.embeddingops.it;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real control plane, started and stopped by {@code hack/cluster.sh}. */
public final class ControlPlane implements AutoCloseable {

    private static final long LONGEST_START_MINUTES = 30;

    private final String name;
    private final Path directory;

    private ControlPlane(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /** Starts one; the first start on a machine builds its components, which takes minutes and shows its progress. */
    public static ControlPlane up(String name, String... options) {
        var command = new ArrayList<>(List.of("up", "--name", name));
        command.addAll(List.of(options));
        script(command);
        return new ControlPlane(
                name, Path.of(script(List.of("path", "--name", name)).strip()));
    }

    /** The kubeconfig of its administrator. */
    public Path kubeconfig() {
        return directory.resolve("kubeconfig").toAbsolutePath();
    }

    /** A new client of its administrator. */
    public KubernetesClient client() {
        var config = Config.fromKubeconfig(kubeconfig().toFile());
        config.setRequestTimeout(10_000);
        config.setWatchReconnectLimit(-1);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    /** Takes the API server away, as a crash would. */
    public void killApiServer() {
        script(List.of("stop-api", "--kill", "--name", name));
    }

    /** Brings the API server back at its old address. */
    public void startApiServer() {
        script(List.of("start-api", "--name", name));
    }

    @Override
    public void close() {
        script(List.of("down", "--name", name));
    }

    private static String script(List<String> arguments) {
        var command = new ArrayList<>(List.of("hack/cluster.sh"));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(LONGEST_START_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
