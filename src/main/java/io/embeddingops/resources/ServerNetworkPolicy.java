package io.embeddingops.resources;

import io.embeddingops.plan.NetworkPlan;
import io.embeddingops.plan.OperatorPods;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The NetworkPolicy that limits who may connect to the servers, and what they may connect to. */
public final class ServerNetworkPolicy {

    /** A label that Kubernetes gives each namespace. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private ServerNetworkPolicy() {}

    /** The policy of a plan; empty if it limits nothing. */
    public static Optional<NetworkPolicy> build(Plan plan) {
        return Optional.of(plan.network()).filter(NetworkPlan::limited).map(network -> build(plan, network));
    }

    private static NetworkPolicy build(Plan plan, NetworkPlan network) {
        var types = new ArrayList<String>();
        network.from().ifPresent(peers -> types.add("Ingress"));
        network.egress().ifPresent(egress -> types.add("Egress"));
        var spec = new NetworkPolicySpec();
        spec.setPodSelector(selector(Labels.selector(plan.servers())));
        spec.setPolicyTypes(types);
        spec.setIngress(network.from().isPresent() ? ingress(network, plan.port()) : List.of());
        spec.setEgress(network.egressTo());
        var policy = new NetworkPolicy();
        policy.setMetadata(Metadata.ofServers(plan, Map.of(), Map.of()));
        policy.setSpec(spec);
        return policy;
    }

    /** A rule without peers would allow everybody, so that without peers there is no rule. */
    private static List<NetworkPolicyIngressRule> ingress(NetworkPlan network, int port) {
        var peers = new ArrayList<NetworkPolicyPeer>();
        network.operatorPods().map(ServerNetworkPolicy::peer).ifPresent(peers::add);
        network.from().ifPresent(peers::addAll);
        if (peers.isEmpty()) {
            return List.of();
        }
        var rule = new NetworkPolicyIngressRule();
        rule.setFrom(peers);
        rule.setPorts(List.of(port(port)));
        return List.of(rule);
    }

    private static NetworkPolicyPeer peer(OperatorPods operator) {
        var peer = new NetworkPolicyPeer();
        peer.setNamespaceSelector(selector(Map.of(NAMESPACE_NAME, operator.namespace())));
        peer.setPodSelector(selector(operator.labels()));
        return peer;
    }

    private static NetworkPolicyPort port(int number) {
        var port = new NetworkPolicyPort();
        port.setPort(new IntOrString(number));
        port.setProtocol("TCP");
        return port;
    }

    private static LabelSelector selector(Map<String, String> labels) {
        var selector = new LabelSelector();
        selector.setMatchLabels(labels);
        return selector;
    }
}
