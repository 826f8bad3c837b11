package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Services whose servers require an API key. */
class ApiKeysTest extends VerifiedLoopTest {

    private static final String KEYS = "access: {apiKeySecret: {name: keys}}";

    @Test
    void serverIsVerifiedWithAKeyOfTheSecret() {
        secret("keys", Map.of("team-a", "sesame"));
        server.withKeys(Set.of("sesame"));
        begin(KEYS);
        awaitVerified("True", "Verified");
        awaitReason("Ready");
        assertThat(raw().get().toString()).doesNotContain("sesame");
        assertThat(events().toString()).doesNotContain("sesame");
    }

    @Test
    void serviceWithoutKeysIsClosed() {
        server.withKeys(Set.of());
        begin(KEYS);
        awaitVerified("Unknown", "NoApiKeys");
        awaitReason("NoApiKeys");
        assertThat(condition(Condition.READY).status()).isEqualTo("False");
        assertThat(condition(Condition.READY).message())
                .contains("Secret keys (spec.access.apiKeySecret)")
                .contains("kubectl create secret generic keys");
        assertThat(condition(Condition.AVAILABLE).status()).isEqualTo("True");

        secret("keys", Map.of("a", "k1"));
        server.withKeys(Set.of("k1"));
        awaitVerified("True", "Verified");
        awaitReason("Ready");
    }

    @Test
    void missingPermissionIsUnknown() {
        server.withKeys(Set.of("k1"));
        cluster.refuseReads("/secrets/", 403, "forbidden");
        begin(KEYS);
        awaitVerified("Unknown", "ApiKeysUnreadable");
        assertThat(condition(Condition.VERIFIED).message()).contains("rbac.readApiKeys");
        awaitReason("Ready");
        assertThat(settings().get()).isNull();
    }

    @Test
    void unreachableServerBehindAPolicyNamesThePolicy() {
        server.silence();
        begin("access: {from: []}");
        awaitVerified("Unknown", "VerificationUnreachable");
        assertThat(condition(Condition.VERIFIED).message())
                .contains("NetworkPolicy qwen (spec.access.from) does not allow the operator")
                .contains("--operator-namespace");
    }

    private void begin(String more) {
        startOperator();
        createService(more);
        startServer();
    }
}
