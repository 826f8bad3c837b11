package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service that clients call. */
public final class ServerService {

    private ServerService() {}

    /** The Service of a plan. */
    public static Service build(Plan plan) {
        return new ServiceBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(plan.name())
                        .withNamespace(plan.namespace())
                        .withLabels(Labels.of(plan, plan.service().labels()))
                        .withAnnotations(plan.service().annotations())
                        .build())
                .withNewSpec()
                .withType(plan.service().type().value())
                .withSelector(Labels.selector(plan.name()))
                .addNewPort()
                .withName(Probes.PORT_NAME)
                .withPort(plan.port())
                .withNewTargetPort(Probes.PORT_NAME)
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();
    }
}
