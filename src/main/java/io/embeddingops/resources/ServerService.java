package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.IpFamily;
import io.embeddingops.api.v1alpha1.IpFamilyPolicy;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Service for clients. */
public final class ServerService {

    /** Annotation: when the Service was last moved to other servers, because their vectors were accepted. */
    public static final String FLIPPED = EmbeddingService.GROUP + "/flipped";

    /** Annotation: the servers that serve, if these are not those of the service's own name. A selector that was edited does not count. */
    public static final String SERVERS = EmbeddingService.GROUP + "/servers";

    private ServerService() {}

    /** The Service of a plan. */
    public static Service build(Plan plan) {
        var spec = new ServiceSpec();
        spec.setType(plan.service().type().value());
        spec.setSelector(Labels.selector(plan.backend()));
        spec.setPorts(List.of(port(Probes.portName(plan), plan.port())));
        spec.setIpFamilyPolicy(
                plan.service().ipFamilyPolicy().map(IpFamilyPolicy::value).orElse(null));
        spec.setIpFamilies(
                plan.service().ipFamilies().stream().map(IpFamily::value).toList());
        var service = new Service();
        service.setMetadata(Metadata.of(plan, plan.service().labels(), annotations(plan)));
        service.setSpec(spec);
        return service;
    }

    private static Map<String, String> annotations(Plan plan) {
        var annotations = new TreeMap<>(plan.service().annotations());
        plan.flipped().ifPresent(time -> annotations.put(FLIPPED, time.toString()));
        if (!plan.servers().equals(plan.name())) {
            annotations.put(SERVERS, plan.servers());
        }
        return annotations;
    }

    static ServicePort port(String name, int number) {
        var port = new ServicePort();
        port.setName(name);
        port.setPort(number);
        port.setTargetPort(new IntOrString(name));
        port.setProtocol("TCP");
        return port;
    }
}
