package io.embeddingops.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Gateway that an HTTPRoute attaches to.
 *
 * @param reference as the route names it
 * @param conditions what its controllers say about the route as it is now
 */
record RouteParent(HTTPRoute route, ParentReference reference, List<Condition> conditions) {

    private static final String ACCEPTED = "Accepted";

    /** The Gateways of a route. */
    static List<RouteParent> of(HTTPRoute route) {
        return route.getSpec().getParentRefs().stream()
                .map(reference -> new RouteParent(route, reference, conditions(route, reference)))
                .toList();
    }

    private static List<Condition> conditions(HTTPRoute route, ParentReference reference) {
        return Optional.ofNullable(route.getStatus()).map(status -> status.getParents()).orElse(List.of()).stream()
                .filter(parent -> same(route, reference, parent.getParentRef()))
                .map(RouteParentStatus::getConditions)
                .flatMap(List::stream)
                .filter(condition -> isCurrent(route, condition))
                .toList();
    }

    /** Whether a controller has said whether it accepts the route. */
    boolean answered() {
        return conditions.stream().anyMatch(condition -> ACCEPTED.equals(condition.getType()));
    }

    /** The first condition of the route that does not hold for this Gateway. */
    Optional<Condition> refusal() {
        return conditions.stream()
                .filter(condition -> ACCEPTED.equals(condition.getType()) || "ResolvedRefs".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .findFirst();
    }

    /** Its name for a message. */
    String name() {
        return "Gateway " + namespace(route, reference) + "/" + reference.getName()
                + Optional.ofNullable(reference.getSectionName())
                        .map(section -> " (listener " + section + ")")
                        .orElse("");
    }

    private static boolean isCurrent(HTTPRoute route, Condition condition) {
        var generation = route.getMetadata().getGeneration();
        var observed = condition.getObservedGeneration();
        return generation == null || observed == null || observed >= generation;
    }

    private static boolean same(HTTPRoute route, ParentReference one, ParentReference other) {
        return other != null
                && Objects.equals(one.getName(), other.getName())
                && namespace(route, one).equals(namespace(route, other))
                && Objects.equals(one.getSectionName(), other.getSectionName())
                && Objects.equals(one.getPort(), other.getPort());
    }

    private static String namespace(HTTPRoute route, ParentReference reference) {
        return Optional.ofNullable(reference.getNamespace())
                .orElseGet(() -> route.getMetadata().getNamespace());
    }
}
