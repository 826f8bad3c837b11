package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
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
public record Account(KubernetesClient admin, String namespace, String name, Path kubeconfig) {

    public static Account in(Tenant tenant, String name) {
        var admin = tenant.client();
        var account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(tenant.namespace())
                .endMetadata()
                .build();
        admin.resource(account).create();
        return new Account(admin, tenant.namespace(), name, Kubeconfig.of(admin, tenant.namespace(), name));
    }

    /** The same account, connecting via that proxy. */
    Account via(TcpProxy proxy) {
        try {
            var config = Files.readString(kubeconfig)
                    .replace(":" + admin.getMasterUrl().getPort(), ":" + proxy.port());
            return new Account(admin, namespace, name, Kubeconfig.file(name, config));
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
    public Account grantEverywhere(List<PolicyRule> rules) {
        Grant.toServiceAccount(admin, namespace, name).everywhere(namespace + "-" + name, rules);
        return this;
    }
}
