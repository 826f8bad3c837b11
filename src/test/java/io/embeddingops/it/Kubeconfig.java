package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with the address of the API server and the token of a service account, for programs that are tested. */
public final class Kubeconfig {

    private static final long DAY_SECONDS = 86_400;

    private Kubeconfig() {}

    /** Writes the kubeconfig of an existing service account. */
    public static Path of(KubernetesClient admin, String namespace, String serviceAccount) {
        var token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(DAY_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return file(serviceAccount, """
                apiVersion: v1
                kind: Config
                current-context: it
                contexts: [{name: it, context: {cluster: it, user: it}}]
                clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: it, user: {token: "%s"}}]
                """.formatted(
                        admin.getMasterUrl(), admin.getConfiguration().getCaCertData(), token));
    }

    static Path file(String name, String content) {
        try {
            var file = Files.createTempFile(Path.of("target"), name + "-", ".kubeconfig");
            return Files.writeString(file, content).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
