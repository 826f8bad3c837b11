package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.GatewayReference;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The HTTPRoute to the service.
 *
 * @param parents the Gateways with their namespaces, at least one
 * @param hostnames host names of the requests; empty for those of the Gateways
 * @param pathPrefix path in front of {@code /v1}, without a slash at its end; empty for none
 */
@RecordBuilder
public record RoutePlan(List<GatewayReference> parents, List<String> hostnames, String pathPrefix) {

    public RoutePlan {
        parents = List.copyOf(parents);
        hostnames = List.copyOf(hostnames);
    }
}
