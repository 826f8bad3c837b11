package io.embeddingops.cli;

import io.embeddingops.cli.run.OperatorProcess;
import io.embeddingops.cli.run.ShutdownHook;
import io.embeddingops.client.ClusterClient;
import io.embeddingops.client.Fence;
import io.embeddingops.client.StartException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The environment of a command, which tests replace.
 *
 * @param environment environment variables
 * @param input standard input, read by {@code -f -}
 * @param cluster connects to the cluster, at most once
 * @param onStart receives the operator before it starts, to stop it later
 */
public record Surroundings(
        Map<String, String> environment, InputStream input, Cluster cluster, Consumer<OperatorProcess> onStart) {

    /** Connects to the cluster. */
    @FunctionalInterface
    public interface Cluster {

        /** Creates a client whose writes pass that fence. */
        KubernetesClient connect(Fence fence) throws StartException;
    }

    /** The environment of the process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                fence -> ClusterClient.connect(Version.current(), fence),
                ShutdownHook::install);
    }
}
