package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespacesTest extends LoopTest {

    /** Requests for the version and the kinds of the cluster, which everybody may send. */
    private static final Set<String> DISCOVERY =
            Set.of("/version", "/apis/gateway.networking.k8s.io/v1", "/apis/keda.sh/v1alpha1");

    @Test
    void sendsNoRequestOutsideItsNamespaces() {
        create("elsewhere", NAME, SPEC);
        start(Map.of("--namespaces", "team-a,team-b"));
        create("elsewhere", "other", SPEC);
        create(SPEC);
        create("team-b", NAME, SPEC);
        awaitReason("RolloutInProgress");
        eventually(() -> assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace("team-b")
                        .withName(NAME)
                        .get())
                .isNotNull());
        awaitIdle();

        assertThat(cluster.calls(call -> !call.to("/namespaces/team-a/") && !call.to("/namespaces/team-b/")))
                .filteredOn(call -> !DISCOVERY.contains(call.path()))
                .isEmpty();
    }
}
