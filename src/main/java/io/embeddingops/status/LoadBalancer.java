package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.ServiceType;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The address at which a Service of type LoadBalancer is reachable from outside of the cluster. */
final class LoadBalancer {

    private static final String HTTPS = "https";

    private LoadBalancer() {}

    /** The base_url for clients outside of the cluster; empty for other types, and while there is no address. */
    static Optional<String> url(Observation observation) {
        return observation
                .service()
                .filter(LoadBalancer::isOne)
                .flatMap(service ->
                        address(service).map(host -> scheme(service) + "://" + host + ":" + port(service) + "/v1"));
    }

    /** The servers are ready, but clients outside of the cluster cannot reach them yet. */
    static Optional<Verdict> pending(Plan plan, Observation observation) {
        return observation
                .service()
                .filter(LoadBalancer::isOne)
                .filter(service -> observation.desired() > 0 && address(service).isEmpty())
                .map(service -> new Verdict(
                        Reason.LOAD_BALANCER_PENDING,
                        observation.ready() + " of " + observation.desired() + " replicas are ready, but Service "
                                + plan.name() + " of type LoadBalancer has no address yet: check the cluster's load"
                                + " balancer controller with `kubectl describe service " + plan.name()
                                + "`, or set spec.service.type to ClusterIP"));
    }

    private static boolean isOne(Service service) {
        return ServiceType.LOAD_BALANCER.value().equals(service.getSpec().getType());
    }

    /** Of several the same one always: a host name, then IPv4, then IPv6, each in the order of the alphabet. */
    private static Optional<String> address(Service service) {
        var status = service.getStatus();
        if (status == null || status.getLoadBalancer() == null) {
            return Optional.empty();
        }
        var all = status.getLoadBalancer().getIngress();
        return Stream.concat(
                        all.stream()
                                .map(LoadBalancerIngress::getHostname)
                                .filter(LoadBalancer::isSet)
                                .sorted(),
                        all.stream()
                                .map(LoadBalancerIngress::getIp)
                                .filter(LoadBalancer::isSet)
                                .sorted(Comparator.<String, Boolean>comparing(ip -> ip.contains(":"))
                                        .thenComparing(Comparator.naturalOrder()))
                                .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip))
                .findFirst();
    }

    /** The name of the port says what the servers serve. */
    private static String scheme(Service service) {
        return HTTPS.equals(service.getSpec().getPorts().get(0).getName()) ? HTTPS : "http";
    }

    private static int port(Service service) {
        return service.getSpec().getPorts().get(0).getPort();
    }

    private static boolean isSet(String text) {
        return text != null && !text.isEmpty();
    }
}
