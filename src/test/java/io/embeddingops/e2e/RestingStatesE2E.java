package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.it.Account;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.OperatorJar;
import io.embeddingops.it.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is written while a transition waits, and an operator that was killed goes on where it stopped. */
@EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
@ExtendWith(RealNode.class)
class RestingStatesE2E {

    private static final String OTHER = "tiny-qwen3-other";

    @Test
    void nothingIsWrittenAndRestartsChangeNothing(ControlPlane controlPlane) throws InterruptedException {
        try (var tenant = new Tenant(controlPlane)) {
            var account = Account.in(tenant, "operator")
                    .grantEverywhere(RoleRules.shipped().all());
            try (var operator = new RestartedOperator(() -> start(tenant, account))) {
                var service = LiveService.create(tenant, "tiny", SglangService.TINY, Transition.SIDE_BY_SIDE);
                service.awaitReady(Transition.START);
                service.awaitVerified(Transition.FLIP);
                var resting = new RestingStates(controlPlane, account, service, operator);
                try (var transition =
                        new Transition(service, Spaces.of(SglangService.TINY, OTHER), SglangService.TINY)) {
                    transit(service, transition, resting, operator);
                    transition.assertServed();
                }
            }
        }
    }

    private static void transit(
            LiveService service, Transition transition, RestingStates resting, RestartedOperator operator)
            throws InterruptedException {
        var first = transition.space().id();
        transition.change(OTHER);
        awaitDeployments(service, "tiny", "tiny-b");
        operator.kill();
        operator.start();
        var candidate = transition.awaitCandidate(OTHER);
        resting.assertQuiet();
        resting.assertDeploymentIsRepaired("tiny");
        resting.assertDeploymentIsRepaired("tiny-b");
        assertThat(transition.awaitCandidate(OTHER)).isEqualTo(candidate);

        var flip = transition.begin(candidate, OTHER, Transition.FLIP);
        operator.kill();
        operator.start();
        flip.run();
        transition.assertRetained(first, "tiny");
        var until = transition.space().retained().until();
        resting.assertQuiet();
        resting.assertDeploymentIsRepaired("tiny");
        resting.assertDeploymentIsRepaired("tiny-b");
        assertThat(transition.space().retained().until()).isEqualTo(until);

        operator.kill();
        transition.patch("{\"vectorSpace\": {\"retainSeconds\": 1}}");
        operator.start();
        awaitDeployments(service, "tiny-b");
        resting.assertQuiet();
    }

    private static void awaitDeployments(LiveService service, String... names) {
        Tenant.within(
                Transition.FLIP,
                () -> assertThat(ServiceObjects.deployments(service)).containsExactly(names));
    }

    private static OperatorJar start(Tenant tenant, Account account) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                // requests to servers through the API server would count as writes
                "--probe-via",
                "direct",
                "--allowed-image-prefixes",
                "registry.local",
                "--allowed-host-paths",
                SglangService.allowedHostPaths());
    }
}
