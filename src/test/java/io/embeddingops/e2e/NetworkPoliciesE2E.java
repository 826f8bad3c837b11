package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The enforcement of NetworkPolicies in the tests itself. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class NetworkPoliciesE2E {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: pages}
            spec: {selector: {app: pages}, ports: [{port: 80, targetPort: http}]}
            """;

    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: pages, namespace: %s}
            spec:
              podSelector: {matchLabels: {app: pages}}
              policyTypes: [Ingress]
              ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}], ports: [{port: http}]}]
            """;

    private static final String NO_EGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: silent, namespace: %s}
            spec:
              podSelector: {matchLabels: {app: silent}}
              policyTypes: [Egress]
            """;

    @Test
    void podWithoutEgressReachesNoOther(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var policies = NetworkPolicies.start(controlPlane)) {
            var namespace = tenant.namespace();
            var server = HostPod.create(controlPlane, namespace, "pages", HostPod.SERVER);
            var silent = HostPod.create(controlPlane, namespace, "silent", HostPod.IDLE);
            var url = "http://" + server.address() + ":8000/metrics";
            Tenant.within(Pace.of(30), () -> assertThat(silent.get(url)).isEqualTo(200));
            tenant.client()
                    .resource(Serialization.unmarshal(NO_EGRESS.formatted(namespace), NetworkPolicy.class))
                    .create();
            Tenant.within(Pace.of(30), () -> assertThat(silent.get(url)).isZero());
            assertThat(policies.log()).contains("Syncing");
        }
    }

    @Test
    void onlyTheListedPodPasses(ControlPlane controlPlane) {
        try (var tenant = new Tenant(controlPlane);
                var policies = NetworkPolicies.start(controlPlane)) {
            var namespace = tenant.namespace();
            var server = HostPod.create(controlPlane, namespace, "pages", HostPod.SERVER);
            var friend = HostPod.create(controlPlane, namespace, "friend", HostPod.IDLE);
            var stranger = HostPod.create(controlPlane, namespace, "stranger", HostPod.IDLE);
            var service = tenant.client()
                    .services()
                    .inNamespace(namespace)
                    .resource(Serialization.unmarshal(SERVICE, Service.class))
                    .create();
            var direct = "http://" + server.address() + ":8000/metrics";
            var byService = "http://" + service.getSpec().getClusterIP() + "/metrics";
            Tenant.within(Pace.of(30), () -> assertThat(friend.get(byService)).isEqualTo(200));
            assertThat(stranger.get(direct)).isEqualTo(200);

            var policy =
                    tenant.client().resource(Serialization.unmarshal(POLICY.formatted(namespace), NetworkPolicy.class));
            policy.create();
            Tenant.within(Pace.of(30), () -> assertThat(stranger.get(direct)).isZero());
            assertThat(stranger.get(byService)).isZero();
            assertThat(friend.get(direct)).isEqualTo(200);
            assertThat(friend.get(byService)).isEqualTo(200);

            policy.delete();
            Tenant.within(Pace.of(30), () -> assertThat(stranger.get(direct)).isEqualTo(200));
            assertThat(policies.log()).contains("Syncing");
        }
    }
}
