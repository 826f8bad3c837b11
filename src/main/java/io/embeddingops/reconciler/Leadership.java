package io.embeddingops.reconciler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this process may go on: one that has lost the leader election must end, lest two of them write. */
public final class Leadership {

    private final Runnable onLoss;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Optional<Election> election = Optional.empty();

    /** Runs that when the leadership is lost, but not when it was given up. */
    public Leadership(Runnable onLoss) {
        this.onLoss = onLoss;
    }

    /** From now on losing the leadership is meant. */
    public void giveUp() {
        givenUp.set(true);
    }

    /** Whether it was lost against our will. */
    public boolean lost() {
        return lost.get();
    }

    /** Passes it on, once nothing is written any more; does nothing if there was no election. */
    public void passOn(KubernetesClient client) {
        election.ifPresent(held -> held.release(client));
    }

    LeaderElectionConfiguration electedIn(String namespace) {
        var held = Election.in(namespace);
        election = Optional.of(held);
        return held.configuration(new LeaderCallbacks(() -> {}, this::stopped, leader -> {}));
    }

    private void stopped() {
        if (!givenUp.get()) {
            lost.set(true);
            onLoss.run();
        }
    }
}
