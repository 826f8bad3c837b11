package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator with its role in a single namespace, and with permissions missing from its role. */
@ExtendWith(SharedControlPlane.class)
class NarrowRoleIT {

    private static final Duration STOP = Duration.ofSeconds(15);

    private final RoleRules role = RoleRules.shipped();
    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeEach
    void start(ControlPlane shared, Tenant own) {
        controlPlane = shared;
        tenant = own;
    }

    @Test
    void roleInOneNamespaceIsEnough() {
        var account = Account.in(tenant, "operator").grant(role.services());
        try (var operator = run(account)) {
            tenant.create(Tenant.gpuService("qwen"));
            tenant.awaitReady("qwen", "True", "Ready");
            assertThat(operator.terminate(STOP)).isZero();
        }
        assertThat(AuditLog.of(controlPlane, account).denied()).isEmpty();
    }

    @Test
    void withoutFinalizersPermissionObjectsAreRefused() {
        var account = Account.in(tenant, "operator").grant(without(role.services(), "embeddingservices/finalizers"));
        try (var operator = run(account)) {
            tenant.create(Tenant.gpuService("qwen"));
            var ready = tenant.awaitReady("qwen", "False", "ApplyFailed");
            assertThat(ready.message()).contains("cannot set blockOwnerDeletion");
            assertThat(operator.terminate(STOP)).isZero();
        }
    }

    @Test
    void withoutLeasePermissionOperatorDoesNotStart() {
        var account = Account.in(tenant, "operator").grant(role.services());
        try (var operator = OperatorJar.begin(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                "--leader-election",
                "true",
                "--leader-election-namespace",
                tenant.namespace())) {
            assertThat(operator.exitCode(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(operator.log()).containsIgnoringCase("lease");
        }
    }

    private OperatorJar run(Account account) {
        return OperatorJar.runAs(account.kubeconfig(), "--namespaces", tenant.namespace(), "--probe-via", "direct");
    }

    private static List<PolicyRule> without(List<PolicyRule> rules, String resource) {
        return rules.stream()
                .filter(rule -> !rule.getResources().contains(resource))
                .toList();
    }
}
