package io.embeddingops.health;

import io.embeddingops.verification.EndpointException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads Secrets with API keys and certificates by name, each time anew: they are neither watched nor kept. */
final class AccessSecrets {

    private final KubernetesClient client;

    AccessSecrets(KubernetesClient client) {
        this.client = client;
    }

    /** Throws {@link EndpointException.Kind#FAILED} if the API server does not say whether there is such a Secret. */
    SecretContent read(String namespace, String name) throws EndpointException {
        try {
            return Optional.ofNullable(client.secrets()
                            .inNamespace(namespace)
                            .withName(name)
                            .get())
                    .map(AccessSecrets::decode)
                    .orElseGet(SecretContent.Missing::new);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return new SecretContent.Forbidden();
            }
            throw new EndpointException(
                    EndpointException.Kind.FAILED,
                    "Secret " + name + " cannot be read, because the API server "
                            + (e.getCode() == 0 ? "does not answer" : "answers with status " + e.getCode()));
        }
    }

    private static SecretContent decode(Secret secret) {
        var entries = new TreeMap<String, byte[]>();
        Optional.ofNullable(secret.getData())
                .orElse(Map.of())
                .forEach((name, value) -> entries.put(name, Base64.getDecoder().decode(value)));
        return new SecretContent.Found(entries);
    }
}
