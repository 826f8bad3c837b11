package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.AccessSpec;
import io.embeddingops.api.v1alpha1.RouteSpec;
import io.embeddingops.api.v1alpha1.SecretReference;
import io.embeddingops.api.v1alpha1.ServerEgress;
import io.embeddingops.api.v1alpha1.ServerSpec;
import io.embeddingops.api.v1alpha1.TlsSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Applies the defaults of the fields that say who may use a service, and from where. */
final class AccessDefaults {

    private static final String ROOT = "/";

    private AccessDefaults() {}

    static AccessPlan access(AccessSpec access) {
        return new AccessPlan(
                Optional.ofNullable(access.apiKeySecret()).map(SecretReference::name),
                Optional.ofNullable(access.tls()).map(TlsSpec::secretName));
    }

    static NetworkPlan network(AccessSpec access, ServerSpec server) {
        return new NetworkPlan(
                Optional.ofNullable(access.from()).map(peers -> Canonical.list(peers, NetworkPolicyPeer.class)),
                Optional.ofNullable(server.egress()).map(egress -> egress(egress, server.egressTo())));
    }

    private static List<NetworkPolicyEgressRule> egress(ServerEgress egress, List<NetworkPolicyEgressRule> rules) {
        return egress == ServerEgress.NONE ? List.of() : Canonical.list(rules, NetworkPolicyEgressRule.class);
    }

    static Optional<RoutePlan> route(RouteSpec route) {
        return Optional.ofNullable(route)
                .map(given -> new RoutePlan(
                        Objects.requireNonNullElse(given.parentRefs(), List.of()),
                        Objects.requireNonNullElse(given.hostnames(), List.of()),
                        prefix(Objects.requireNonNullElse(given.pathPrefix(), ROOT))));
    }

    private static String prefix(String given) {
        var path = Defaults.withoutTrailingSlash(given);
        return path.equals(ROOT) ? "" : path;
    }
}
