package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Gives a user, whom a test then acts as, permissions. */
record Grant(KubernetesClient admin, String user) {

    private static final String GROUP = "rbac.authorization.k8s.io";

    /** In one namespace. */
    void in(String namespace, List<PolicyRule> rules) {
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(user)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "Role", user)
                        .addNewSubject(GROUP, "User", user, null)
                        .build())
                .create();
    }
}
