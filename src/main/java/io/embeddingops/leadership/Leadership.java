package io.embeddingops.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether this process is the leader. A process that has lost the leadership must end, so that never two of them write. */
public final class Leadership {

    private final Runnable onLoss;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Optional<Election> election = Optional.empty();

    /** With what to do when the leadership is lost without having been given up. */
    public Leadership(Runnable onLoss) {
        this.onLoss = onLoss;
    }

    /** From now on losing the leadership is expected. */
    public void giveUp() {
        givenUp.set(true);
    }

    /** Whether the leadership was lost unexpectedly. */
    public boolean lost() {
        return lost.get();
    }

    /** Releases the Lease, when nothing is written any more; does nothing without an election. */
    public void release(KubernetesClient client) {
        election.ifPresent(held -> held.release(client));
    }

    /** The configuration of an election by a Lease in that namespace. */
    public LeaderElectionConfiguration electedIn(String namespace) {
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
