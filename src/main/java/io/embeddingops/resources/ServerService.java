package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.IpFamily;
import io.embeddingops.api.v1alpha1.IpFamilyPolicy;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;

/** The Service for clients. */
public final class ServerService {

    private ServerService() {}

    /** The Service of a plan. */
    public static Service build(Plan plan) {
        var spec = new ServiceSpec();
        spec.setType(plan.service().type().value());
        spec.setSelector(Labels.selector(plan.backend()));
        spec.setPorts(List.of(port(plan)));
        spec.setIpFamilyPolicy(
                plan.service().ipFamilyPolicy().map(IpFamilyPolicy::value).orElse(null));
        spec.setIpFamilies(
                plan.service().ipFamilies().stream().map(IpFamily::value).toList());
        var service = new Service();
        service.setMetadata(
                Metadata.of(plan, plan.service().labels(), plan.service().annotations()));
        service.setSpec(spec);
        return service;
    }

    private static ServicePort port(Plan plan) {
        var port = new ServicePort();
        port.setName(Probes.portName(plan));
        port.setPort(plan.port());
        port.setTargetPort(new IntOrString(Probes.portName(plan)));
        port.setProtocol("TCP");
        return port;
    }
}
