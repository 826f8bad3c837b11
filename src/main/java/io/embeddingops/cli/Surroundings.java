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
 * What a command finds around it, so that commands can be run inside a test.
 *
 * @param environment environment variables
 * @param input what {@code -f -} reads
 * @param cluster asked for a client at most once
 * @param onStart told of the operator as soon as it may have to be stopped
 */
public record Surroundings(
        Map<String, String> environment, InputStream input, Cluster cluster, Consumer<OperatorProcess> onStart) {

    /** The cluster that is meant. */
    @FunctionalInterface
    public interface Cluster {

        /** A client of it, behind that fence. */
        KubernetesClient connect(Fence fence) throws StartException;
    }

    /** Those of the running process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                fence -> ClusterClient.connect(Version.current(), fence),
                ShutdownHook::install);
    }
}
