package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.ServerEgress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * What a NetworkPolicy allows the pods.
 *
 * @param from who may connect to the servers, in addition to the operator; empty for no limit
 * @param operatorPods the operator's own pods; empty if it does not run in the cluster
 * @param egress whether the pods may connect to nothing or to what is listed; empty for no limit
 * @param egressTo what is listed
 */
@RecordBuilder
public record NetworkPlan(
        Optional<List<NetworkPolicyPeer>> from,
        Optional<OperatorPods> operatorPods,
        Optional<ServerEgress> egress,
        List<NetworkPolicyEgressRule> egressTo) {

    public NetworkPlan {
        from = from.map(List::copyOf);
        egressTo = List.copyOf(egressTo);
    }

    /** Whether there is a limit, and therefore a NetworkPolicy. */
    public boolean limited() {
        return from.isPresent() || egress.isPresent();
    }
}
