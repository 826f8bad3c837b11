package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.OperatorJar;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * At 20 random moments of two transitions, the same for a {@code -De2e.transitions.seed} (25), a server is killed, a pod deleted, the
 * operator killed, or the API server away. No answer is of the wrong space, and none is lost but those that died with their server.
 */
@EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
@ExtendWith(RealNode.class)
class TransitionFaultsE2E {

    private static final long SEED = Long.getLong("e2e.transitions.seed", 25);
    private static final String OTHER = "tiny-qwen3-other";
    private static final String PAIR = Transition.SIDE_BY_SIDE + "\nreplicas: 2";
    private static final int FLIPS = 7;
    private static final int FAULTS = 20;

    /** A server that was killed has to be there again before a flip. */
    private static final Duration FLIP = Transition.START;

    private static final Duration DURING_THE_START = Duration.ofSeconds(40);
    private static final Duration DURING_A_FLIP = Duration.ofSeconds(4);

    @Test
    void noAnswerIsOfTheWrongSpaceWhateverFails(ControlPlane controlPlane) {
        System.err.println("-De2e.transitions.seed=" + SEED);
        var spaces = Spaces.of(SglangService.TINY, OTHER);
        try (var tenant = new Tenant(controlPlane);
                var operator = new RestartedOperator(() -> OperatorJar.run(
                        controlPlane,
                        "--namespaces",
                        tenant.namespace(),
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-image-prefixes",
                        "registry.local"))) {
            var service = LiveService.create(tenant, "tiny", SglangService.TINY, PAIR);
            service.awaitReady(Transition.START);
            service.awaitVerified(Transition.FLIP);
            var faults = new Faults(controlPlane, service, operator, SEED);
            try (var transition = new Transition(service, spaces, SglangService.TINY)) {
                transit(transition, faults, SglangService.TINY, OTHER);
                transition.awaitEnd("tiny-b");
                transit(transition, faults, OTHER, SglangService.TINY);
                transition.awaitEnd("tiny");
                assertThat(faults.count()).isEqualTo(FAULTS);
                transition.assertServed(failure -> faults.killed().excuse(failure, transition.served()));
            }
        }
    }

    /** From one model to another, forth and back, with ten faults. */
    private static void transit(Transition transition, Faults faults, String from, String to) {
        var old = transition.space().id();
        transition.retain(3600);
        transition.change(to);
        faults.within(DURING_THE_START).join();
        var id = transition.awaitCandidate(to);
        faults.within(DURING_A_FLIP).join();
        for (var flip = 0; flip < FLIPS; flip++) {
            var fault = faults.within(DURING_A_FLIP);
            var forth = flip % 2 == 0;
            transition.accept(forth ? id : old, forth ? to : from, FLIP);
            fault.join();
        }
        transition.retain(45);
        faults.within(DURING_A_FLIP).join();
    }
}
