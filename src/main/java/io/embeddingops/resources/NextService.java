package io.embeddingops.resources;

import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Service in front of servers beside those that serve, inside the cluster only. */
public final class NextService {

    private NextService() {}

    /** The Service of a plan; empty if there are no such servers. */
    public static Optional<Service> build(Plan plan) {
        return plan.next().map(next -> build(plan, next));
    }

    private static Service build(Plan plan, NextPlan next) {
        var spec = new ServiceSpec();
        spec.setType("ClusterIP");
        spec.setSelector(Labels.selector(next.servers()));
        spec.setPorts(List.of(ServerService.port(next.scheme(), next.port())));
        var service = new Service();
        var metadata = Metadata.of(plan, Map.of(), Map.of());
        metadata.setName(plan.name() + NextPlan.SUFFIX);
        service.setMetadata(metadata);
        service.setSpec(spec);
        return service;
    }
}
