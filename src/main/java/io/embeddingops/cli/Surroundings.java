package io.embeddingops.cli;

import io.embeddingops.cli.run.ClusterClient;
import io.embeddingops.cli.run.Fence;
import io.embeddingops.cli.run.OperatorProcess;
import io.embeddingops.cli.run.ShutdownHook;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a command finds around it, so that commands can be run inside a test.
 *
 * @param environment environment variables
 * @param input what {@code -f -} reads
 * @param cluster connects to the cluster that is meant, behind that fence; asked at most once
 * @param onStart told of the operator as soon as it may have to be stopped
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream input,
        Function<Fence, KubernetesClient> cluster,
        Consumer<OperatorProcess> onStart) {

    /** Those of the running process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                fence -> ClusterClient.connect(Version.current(), fence),
                ShutdownHook::install);
    }
}
