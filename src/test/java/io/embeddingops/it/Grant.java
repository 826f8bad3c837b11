package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Grants permissions to a user or service account that a test impersonates. */
record Grant(KubernetesClient admin, Subject subject) {

    private static final String GROUP = "rbac.authorization.k8s.io";

    static Grant toUser(KubernetesClient admin, String name) {
        return new Grant(admin, new Subject(GROUP, "User", name, null));
    }

    static Grant toServiceAccount(KubernetesClient admin, String namespace, String name) {
        return new Grant(admin, new Subject("", "ServiceAccount", name, namespace));
    }

    /** Grants rules in one namespace. */
    void in(String namespace, List<PolicyRule> rules) {
        in(namespace, subject.getName(), rules);
    }

    /** Grants rules in one namespace with a Role of that name. */
    void in(String namespace, String name, List<PolicyRule> rules) {
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "Role", name)
                        .withSubjects(subject)
                        .build())
                .create();
    }

    /** Grants rules in the whole cluster with a ClusterRole of that name. */
    void everywhere(String role, List<PolicyRule> rules) {
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .endMetadata()
                        .withNewRoleRef(GROUP, "ClusterRole", role)
                        .withSubjects(subject)
                        .build())
                .create();
    }
}
