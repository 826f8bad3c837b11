package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The Service of a service on a real API server: the address of a load balancer, and IP families. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class LoadBalancerIT {

    private static final Duration QUIET = Duration.ofSeconds(3);

    @Test
    void theAddressComesAndGoesWithTheStatusOfTheService(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "{type: LoadBalancer}");
        var pending = tenant.awaitReady("qwen", "True", "LoadBalancerPending");
        assertThat(pending.message()).contains("Service qwen of type LoadBalancer has no address yet");
        assertThat(externalUrl(tenant)).isNull();
        assertNothingIsWritten(tenant);

        addresses(tenant, ingress("2001:db8::7"));
        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(externalUrl(tenant)).isEqualTo("http://[2001:db8::7]:30000/v1");

        addresses(tenant, ingress("2001:db8::7"), ingress("192.0.2.7"));
        Tenant.eventually(() -> assertThat(externalUrl(tenant)).isEqualTo("http://192.0.2.7:30000/v1"));
        assertNothingIsWritten(tenant);

        addresses(tenant);
        tenant.awaitReady("qwen", "True", "LoadBalancerPending");
        assertThat(externalUrl(tenant)).isNull();
    }

    @Test
    void theIpFamiliesOfAServiceAreChangedOnlyWhenTheSpecSaysSo(Tenant tenant) {
        tenant.startOperator();
        create(tenant, "{}");
        tenant.awaitReady("qwen", "True", "Ready");
        Tenant.edit(
                tenant.kubernetesService("qwen"),
                service -> new ServiceBuilder(service)
                        .editSpec()
                        .withIpFamilyPolicy("PreferDualStack")
                        .endSpec()
                        .build());
        assertNothingIsWritten(tenant);
        assertThat(policy(tenant)).isEqualTo("PreferDualStack");

        edit(tenant, "{ipFamilyPolicy: SingleStack}");
        Tenant.eventually(() -> assertThat(policy(tenant)).isEqualTo("SingleStack"));
        tenant.awaitReady("qwen", "True", "Ready");
        assertNothingIsWritten(tenant);

        edit(tenant, "{}");
        tenant.awaitReady("qwen", "True", "Ready");
        assertNothingIsWritten(tenant);
    }

    private static void assertNothingIsWritten(Tenant tenant) {
        var before = versions(tenant);
        Awaitility.await()
                .during(QUIET)
                .atMost(QUIET.multipliedBy(3))
                .until(() -> versions(tenant).equals(before));
    }

    private static List<String> versions(Tenant tenant) {
        return List.of(
                tenant.service("qwen").get().getMetadata().getResourceVersion(),
                tenant.kubernetesService("qwen").get().getMetadata().getResourceVersion(),
                tenant.deployment("qwen").get().getMetadata().getResourceVersion());
    }

    private static void addresses(Tenant tenant, LoadBalancerIngress... ingress) {
        tenant.kubernetesService("qwen")
                .editStatus(service -> new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addToIngress(ingress)
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    private static LoadBalancerIngress ingress(String ip) {
        return new LoadBalancerIngressBuilder().withIp(ip).build();
    }

    private static String externalUrl(Tenant tenant) {
        return tenant.service("qwen").get().getStatus().externalUrl();
    }

    private static String policy(Tenant tenant) {
        return tenant.kubernetesService("qwen").get().getSpec().getIpFamilyPolicy();
    }

    private static void create(Tenant tenant, String service) {
        tenant.create(Tenant.gpuService("qwen") + "  device: cpu\n  verification: {mode: \"Off\"}\n  service: "
                + service + "\n");
    }

    private static void edit(Tenant tenant, String service) {
        tenant.edit(
                "qwen",
                "model: {path: /models/tiny}\ndevice: cpu\nverification: {mode: \"Off\"}\nservice: " + service + "\n");
    }
}
