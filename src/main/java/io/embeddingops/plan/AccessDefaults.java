package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.AccessSpec;
import io.embeddingops.api.v1alpha1.GatewayReference;
import io.embeddingops.api.v1alpha1.GatewayReferenceBuilder;
import io.embeddingops.api.v1alpha1.RouteSpec;
import io.embeddingops.api.v1alpha1.SecretReference;
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

    /** What the API server adds to a port without a protocol. */
    private static final String DEFAULT_PROTOCOL = "TCP";

    private AccessDefaults() {}

    static AccessPlan access(AccessSpec access) {
        return new AccessPlan(
                Optional.ofNullable(access.apiKeySecret()).map(SecretReference::name),
                Optional.ofNullable(access.tls()).map(TlsSpec::secretName));
    }

    static NetworkPlan network(AccessSpec access, ServerSpec server, Policy policy) {
        return new NetworkPlan(
                Optional.ofNullable(access.from()).map(peers -> Canonical.list(peers, NetworkPolicyPeer.class)),
                policy.operatorPods().filter(operator -> access.from() != null),
                Optional.ofNullable(server.egress()),
                egressTo(server.egressTo()));
    }

    private static List<NetworkPolicyEgressRule> egressTo(List<NetworkPolicyEgressRule> given) {
        var rules = Canonical.list(given, NetworkPolicyEgressRule.class);
        rules.stream()
                .flatMap(rule -> rule.getPorts().stream())
                .filter(port -> port.getProtocol() == null)
                .forEach(port -> port.setProtocol(DEFAULT_PROTOCOL));
        return rules;
    }

    static Optional<RoutePlan> route(RouteSpec route, String namespace) {
        return Optional.ofNullable(route)
                .map(given -> new RoutePlan(
                        Objects.requireNonNullElse(given.parentRefs(), List.<GatewayReference>of()).stream()
                                .map(parent -> parent(parent, namespace))
                                .toList(),
                        Objects.requireNonNullElse(given.hostnames(), List.of()),
                        prefix(Objects.requireNonNullElse(given.pathPrefix(), ROOT))));
    }

    private static GatewayReference parent(GatewayReference given, String namespace) {
        return GatewayReferenceBuilder.builder(given)
                .name(Objects.requireNonNullElse(given.name(), ""))
                .namespace(Objects.requireNonNullElse(given.namespace(), namespace))
                .build();
    }

    private static String prefix(String given) {
        var path = Defaults.withoutTrailingSlash(given);
        return path.equals(ROOT) ? "" : path;
    }
}
