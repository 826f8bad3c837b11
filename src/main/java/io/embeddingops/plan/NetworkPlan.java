package io.embeddingops.plan;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * What a NetworkPolicy allows the pods.
 *
 * @param from who may connect to the servers, in addition to the operator; empty for no limit
 * @param egress what the pods may connect to; empty for no limit
 */
@RecordBuilder
public record NetworkPlan(Optional<List<NetworkPolicyPeer>> from, Optional<List<NetworkPolicyEgressRule>> egress) {

    public NetworkPlan {
        from = from.map(List::copyOf);
        egress = egress.map(List::copyOf);
    }

    /** Whether there is a limit, and therefore a NetworkPolicy. */
    public boolean limited() {
        return from.isPresent() || egress.isPresent();
    }
}
