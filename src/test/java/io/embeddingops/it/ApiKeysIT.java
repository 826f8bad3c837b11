package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verification of servers with API keys, with and without permission to read them. */
@ExtendWith(SharedControlPlane.class)
class ApiKeysIT {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final ScriptedServer server =
            ScriptedServer.of(ScriptedModel.usual()).withKeys(Set.of("sesame-1"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysAreUsedAsSoonAsARoleAllowsIt(Tenant tenant) {
        tenant.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("keys")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .addToStringData("search", "sesame-1")
                        .build())
                .create();
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        try (var operator = run(tenant, account)) {
            tenant.create("""
                    apiVersion: embeddingops.io/v1alpha1
                    kind: EmbeddingService
                    metadata: {name: qwen}
                    spec: {model: {path: /models/qwen}, port: %d, %s, access: {apiKeySecret: {name: keys}}}
                    """.formatted(server.port(), SimulatedPod.UNSCHEDULED));
            new SimulatedPod(tenant, "qwen").serve(1);
            var unknown = awaitVerified(tenant, "Unknown", "ApiKeysUnreadable");
            assertThat(unknown.message()).contains("Secret keys", "rbac.readApiKeys", "Role");
            assertThat(server.questions()).isEmpty();

            Grant.toServiceAccount(tenant.client(), tenant.namespace(), "operator")
                    .in(
                            tenant.namespace(),
                            "read-api-keys",
                            List.of(new PolicyRuleBuilder()
                                    .withApiGroups("")
                                    .withResources("secrets")
                                    .withResourceNames("keys")
                                    .withVerbs("get")
                                    .build()));
            awaitVerified(tenant, "True", "Verified");
            assertThat(operator.terminate(STOP)).isZero();
            assertThat(operator.log()).doesNotContain("sesame", "ERROR");
            assertThat(Serialization.asYaml(service(tenant))).doesNotContain("sesame");
            assertThat(Serialization.asYaml(tenant.events("qwen"))).doesNotContain("sesame");
        }
    }

    private static OperatorJar run(Tenant tenant, Account account) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                "--probe-via",
                "direct",
                "--allowed-secrets",
                "keys");
    }

    private static Condition awaitVerified(Tenant tenant, String status, String reason) {
        Tenant.eventually(() -> assertThat(service(tenant).getStatus()).isNotNull());
        Tenant.eventually(() -> assertThat(verified(tenant))
                .extracting(Condition::status, Condition::reason)
                .containsExactly(status, reason));
        return verified(tenant);
    }

    private static Condition verified(Tenant tenant) {
        return service(tenant).getStatus().condition(Condition.VERIFIED).orElseThrow();
    }

    private static EmbeddingService service(Tenant tenant) {
        return tenant.service("qwen").get();
    }
}
