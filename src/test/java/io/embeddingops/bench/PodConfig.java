package io.embeddingops.bench;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Connection settings as a pod has them: environment variables and files instead of a kubeconfig. */
final class PodConfig {

    private PodConfig() {}

    /**
     * The placeholders for a subject's command.
     *
     * @param kubeconfig kubeconfig of the cluster; the files are written to the same directory
     */
    static Map<String, String> values(Path kubeconfig) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        var server = URI.create(config.getMasterUrl());
        return Map.of(
                "apiHost",
                server.getHost(),
                "apiPort",
                Integer.toString(server.getPort()),
                "caFile",
                file(kubeconfig, "pod-ca.crt", Base64.getDecoder().decode(config.getCaCertData())),
                "tokenFile",
                file(kubeconfig, "pod-token", config.getAutoOAuthToken().getBytes()));
    }

    private static String file(Path kubeconfig, String name, byte[] content) {
        try {
            return Files.write(kubeconfig.resolveSibling(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
