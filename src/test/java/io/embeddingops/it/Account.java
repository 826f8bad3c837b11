package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service account with only the permissions that a test grants.
 *
 * @param kubeconfig kubeconfig with its token
 */
record Account(KubernetesClient admin, String namespace, String name, Path kubeconfig) {

    static Account in(Tenant tenant, String name) {
        var admin = tenant.client();
        var account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(tenant.namespace())
                .endMetadata()
                .build();
        admin.resource(account).create();
        var token = admin.serviceAccounts()
                .inNamespace(tenant.namespace())
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        var config =
                """
                apiVersion: v1
                kind: Config
                current-context: it
                contexts: [{name: it, context: {cluster: it, user: it}}]
                clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: it, user: {token: "%s"}}]
                """.formatted(admin.getMasterUrl(), admin.getConfiguration().getCaCertData(), token);
        return new Account(admin, tenant.namespace(), name, file(name, config));
    }

    /** The same account, connecting via that proxy. */
    Account via(TcpProxy proxy) {
        try {
            var config = Files.readString(kubeconfig)
                    .replace(":" + admin.getMasterUrl().getPort(), ":" + proxy.port());
            return new Account(admin, namespace, name, file(name, config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name, String config) {
        try {
            var file = Files.createTempFile(Path.of("target"), name + "-", ".kubeconfig");
            return Files.writeString(file, config).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its user name on the API server. */
    String user() {
        return "system:serviceaccount:" + namespace + ":" + name;
    }

    /** Grants rules in its own namespace. */
    Account grant(List<PolicyRule> rules) {
        Grant.toServiceAccount(admin, namespace, name).in(namespace, rules);
        return this;
    }

    /** Grants rules in the whole cluster. */
    Account grantEverywhere(List<PolicyRule> rules) {
        Grant.toServiceAccount(admin, namespace, name).everywhere(namespace + "-" + name, rules);
        return this;
    }
}
