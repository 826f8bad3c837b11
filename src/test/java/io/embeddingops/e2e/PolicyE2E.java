package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service whose NetworkPolicy a real agent enforces. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyE2E {

    private static final Duration START = Pace.of(120);
    private static final Duration ENFORCED = Pace.of(30);
    private static final String LIMITED = "access: {from: [{podSelector: {matchLabels: {app: friend}}}]}";

    private static NetworkPolicies policies;
    private static Tenant tenant;
    private static Tenant other;
    private static LiveService service;
    private static HostPod friend;
    private static HostPod stranger;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        policies = NetworkPolicies.start(controlPlane);
        other = new Tenant(controlPlane);
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--operator-namespace",
                        other.namespace(),
                        "--operator-pod-labels",
                        "app=operator");
        service = LiveService.create(tenant, "guarded", SglangService.TINY, LIMITED);
        friend = HostPod.create(controlPlane, tenant.namespace(), "friend", HostPod.SERVER);
        stranger = HostPod.create(controlPlane, tenant.namespace(), "stranger", HostPod.IDLE);
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (other != null) {
            other.close();
        }
        if (policies != null) {
            policies.close();
        }
    }

    @Test
    @Order(1)
    void listedPodsConnectAndOthersDoNot() {
        service.awaitReady(START);
        Tenant.within(ENFORCED, () -> assertThat(friend.get(models())).isEqualTo(200));
        assertThat(stranger.get(models())).isZero();
        assertThat(stranger.get(models(podAddress()))).isZero();
    }

    @Test
    @Order(2)
    void theOperatorConnects(ControlPlane controlPlane) {
        var operator = HostPod.create(controlPlane, other.namespace(), "operator", HostPod.IDLE);
        var impostor = HostPod.create(controlPlane, tenant.namespace(), "operator", HostPod.IDLE);
        Tenant.within(
                ENFORCED, () -> assertThat(operator.get(models(podAddress()))).isEqualTo(200));
        assertThat(impostor.get(models(podAddress()))).isZero();
    }

    @Test
    @Order(3)
    void serverConnectsToNothing(ControlPlane controlPlane) {
        var page = "http://" + friend.address() + ":8000/metrics";
        assertThat(server(controlPlane).get(page)).isEqualTo(200);
        var uid = service.pod().getMetadata().getUid();
        service.edit(SglangService.TINY, LIMITED + "\nserver: {egress: None}");
        Tenant.within(ENFORCED, () -> assertThat(server(controlPlane).get(page)).isZero());
        assertThat(friend.get(models())).isEqualTo(200);
        service.edit(
                SglangService.TINY,
                LIMITED
                        + "\nserver: {egress: Listed, egressTo: [{to: [{podSelector: {matchLabels: {app: friend}}}]}]}");
        Tenant.within(ENFORCED, () -> assertThat(server(controlPlane).get(page)).isEqualTo(200));
        assertThat(service.pod().getMetadata().getUid()).isEqualTo(uid);
    }

    @Test
    @Order(4)
    void everybodyConnectsWithoutTheField() {
        service.edit(SglangService.TINY, "{}");
        Tenant.within(ENFORCED, () -> assertThat(stranger.get(models())).isEqualTo(200));
        assertThat(tenant.client()
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(tenant.namespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    private static HostPod server(ControlPlane controlPlane) {
        var pod = service.pod();
        return new HostPod(controlPlane, tenant.namespace(), pod.getMetadata().getName(), podAddress());
    }

    private static String podAddress() {
        return service.pod().getStatus().getPodIP();
    }

    private static String models() {
        var address = tenant.kubernetesService(service.name()).get().getSpec().getClusterIP();
        return models(address);
    }

    private static String models(String address) {
        return "http://" + address + ":" + service.resource().getSpec().port() + "/v1/models";
    }
}
