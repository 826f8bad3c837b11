package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadBalancerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {ip: 192.0.2.7}                                     | http://192.0.2.7:8000/v1
            {ip: "2001:db8::7"}                                 | http://[2001:db8::7]:8000/v1
            {hostname: a.example.com}                           | http://a.example.com:8000/v1
            {ip: "2001:db8::7"}, {ip: 192.0.2.9}, {ip: 192.0.2.7} | http://192.0.2.7:8000/v1
            {ip: 192.0.2.7}, {hostname: b.test}, {hostname: a.test} | http://a.test:8000/v1
            {ip: "", hostname: a.test}                          | http://a.test:8000/v1
            """)
    void theAddressIsTheUrl(String ingress, String url) {
        var seen = seen("LoadBalancer", "status: {loadBalancer: {ingress: [" + ingress + "]}}");
        assertThat(LoadBalancer.url(seen)).contains(url);
        assertThat(Checks.verdict(Observations.PLAN, seen).reason()).isEqualTo(Reason.READY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status: {}",
                "status: {loadBalancer: {}}",
                "status: {loadBalancer: {ingress: []}}",
                "status: {loadBalancer: {ingress: [{ipMode: VIP}]}}"
            })
    void aLoadBalancerWithoutAddressIsReadyWithAReasonOfItsOwn(String status) {
        var seen = seen("LoadBalancer", status);
        assertThat(LoadBalancer.url(seen)).isEmpty();
        assertThat(Checks.verdict(Observations.PLAN, seen))
                .isEqualTo(new Verdict(
                        Reason.LOAD_BALANCER_PENDING,
                        "1 of 1 replicas are ready, but Service tiny of type LoadBalancer has no address yet: check the"
                                + " cluster's load balancer controller with `kubectl describe service tiny`, or set"
                                + " spec.service.type to ClusterIP"));
        assertThat(Reason.LOAD_BALANCER_PENDING.ready()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClusterIP", "NodePort"})
    void otherTypesHaveNoAddress(String type) {
        var seen = seen(type, "status: {loadBalancer: {ingress: [{ip: 192.0.2.7}]}}");
        assertThat(LoadBalancer.url(seen)).isEmpty();
        assertThat(Checks.verdict(Observations.PLAN, seen).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void theServersComeFirst() {
        var none = service("LoadBalancer", "");
        assertThat(Checks.verdict(
                                Observations.PLAN,
                                Observations.of(Observations.deployment(0, 0)).withService(Optional.of(none)))
                        .reason())
                .isEqualTo(Reason.SCALED_TO_ZERO);
        assertThat(Checks.verdict(
                                Observations.PLAN,
                                Observations.of(Observations.deployment(1, 0)).withService(Optional.of(none)))
                        .reason()
                        .ready())
                .isFalse();
    }

    private static Observation seen(String type, String status) {
        return Observations.of(Observations.deployment(1, 1), Observations.ready("a"))
                .withService(Optional.of(service(type, status)));
    }

    private static Service service(String type, String status) {
        return Given.object("""
                metadata: {name: tiny, namespace: ai}
                spec: {type: %s, ports: [{port: 8000}]}
                """.formatted(type) + status, Service.class);
    }
}
