package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.GatewayReference;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.RoutePlan;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathModifier;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteTimeouts;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPURLRewriteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HTTPRoute that lets a Gateway pass requests for embeddings and for the list of models, and no others. */
public final class ServerRoute {

    /** The CRD of the kind. */
    public static final String CRD = "httproutes.gateway.networking.k8s.io";

    private static final String GROUP = "gateway.networking.k8s.io";

    private ServerRoute() {}

    /** The route of a plan; empty if it asks for none. */
    public static Optional<HTTPRoute> build(Plan plan) {
        return plan.route().map(route -> build(plan, route));
    }

    private static HTTPRoute build(Plan plan, RoutePlan route) {
        var spec = new HTTPRouteSpec();
        spec.setParentRefs(route.parents().stream().map(ServerRoute::parent).toList());
        spec.setHostnames(route.hostnames());
        spec.setRules(List.of(
                // a full batch takes a server without a GPU minutes
                rule(plan, route, "POST", "/v1/embeddings", "300s"), rule(plan, route, "GET", "/v1/models", "30s")));
        var object = new HTTPRoute();
        object.setMetadata(Metadata.of(plan, Map.of(), Map.of()));
        object.setSpec(spec);
        return object;
    }

    /** With the values that the API server would add, since it stores the list as a whole. */
    private static ParentReference parent(GatewayReference given) {
        var parent = new ParentReference();
        parent.setGroup(GROUP);
        parent.setKind("Gateway");
        parent.setName(given.name());
        parent.setNamespace(given.namespace());
        parent.setSectionName(given.sectionName());
        parent.setPort(given.port());
        return parent;
    }

    private static HTTPRouteRule rule(Plan plan, RoutePlan route, String method, String path, String timeout) {
        var rule = new HTTPRouteRule();
        rule.setMatches(List.of(match(method, route.pathPrefix() + path)));
        rule.setFilters(route.pathPrefix().isEmpty() ? List.of() : List.of(rewrite(path)));
        rule.setBackendRefs(List.of(backend(plan)));
        var timeouts = new HTTPRouteTimeouts();
        timeouts.setRequest(timeout);
        rule.setTimeouts(timeouts);
        return rule;
    }

    private static HTTPRouteMatch match(String method, String path) {
        var exact = new HTTPPathMatch();
        exact.setType("Exact");
        exact.setValue(path);
        var match = new HTTPRouteMatch();
        match.setMethod(method);
        match.setPath(exact);
        return match;
    }

    private static HTTPRouteFilter rewrite(String path) {
        var replacement = new HTTPPathModifier();
        replacement.setType("ReplaceFullPath");
        replacement.setReplaceFullPath(path);
        var rewrite = new HTTPURLRewriteFilter();
        rewrite.setPath(replacement);
        var filter = new HTTPRouteFilter();
        filter.setType("URLRewrite");
        filter.setUrlRewrite(rewrite);
        return filter;
    }

    private static HTTPBackendRef backend(Plan plan) {
        var backend = new HTTPBackendRef();
        backend.setGroup("");
        backend.setKind("Service");
        backend.setName(plan.name());
        backend.setPort(plan.port());
        backend.setWeight(1);
        return backend;
    }
}
