package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The status of an HTTPRoute, which the test writes like the controller of a Gateway. */
@Execution(ExecutionMode.CONCURRENT)
class RouteStatusIT {

    private static final Path CRD = Path.of("src/test/resources/gateway/httproutes.yaml");
    private static final Duration LATE = Duration.ofSeconds(40);

    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeEach
    void up() {
        // not the shared one, which has no Gateway API
        controlPlane = ControlPlane.up("it-route-" + ProcessHandle.current().pid(), "--crds", "crds");
        tenant = new Tenant(controlPlane);
        tenant.client()
                .resource(Given.object(Given.text(CRD), CustomResourceDefinition.class))
                .create();
        tenant.client()
                .resources(CustomResourceDefinition.class)
                .withName("httproutes.gateway.networking.k8s.io")
                .waitUntilCondition(InstalledCrd::isEstablished, 30, TimeUnit.SECONDS);
        tenant.startOperator("--allowed-gateways", "gateways/*");
    }

    @AfterEach
    void down() {
        tenant.close();
        controlPlane.close();
    }

    @Test
    void answersOfTheGatewayAreInTheStatus() {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: qwen}
                spec:
                  model: {path: /models/tiny}
                  verification: {mode: "Off"}
                  route: {parentRefs: [{name: public, namespace: gateways}]}
                """);
        tenant.awaitReady("qwen", "True", "Ready");
        var silent = tenant.awaitReady("qwen", "False", "RouteNotAccepted", LATE);
        assertThat(silent.message()).contains("Gateway gateways/public has not answered within 15 seconds");

        answer("True", "Accepted", "route is accepted");
        tenant.awaitReady("qwen", "True", "Ready");

        answer("False", "NotAllowedByListeners", "no listener allows this namespace");
        var refused = tenant.awaitReady("qwen", "False", "RouteNotAccepted");
        assertThat(refused.message()).contains("(NotAllowedByListeners): no listener allows this namespace");
        assertThat(tenant.service("qwen").get().getStatus().condition("Available"))
                .hasValueSatisfying(available -> assertThat(available.status()).isEqualTo("True"));
    }

    private void answer(String status, String reason, String message) {
        var wanted = Given.object(
                """
                parents:
                - controllerName: example.com/gateway
                  parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: public, namespace: gateways}
                  conditions:
                  - {type: Accepted, status: "%s", reason: %s, message: %s, observedGeneration: %d, lastTransitionTime: "%s"}
                """.formatted(
                                status,
                                reason,
                                message,
                                route().get().getMetadata().getGeneration(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS)),
                HTTPRouteStatus.class);
        route().editStatus(route -> {
            route.setStatus(wanted);
            return route;
        });
    }

    private Resource<HTTPRoute> route() {
        return tenant.client()
                .resources(HTTPRoute.class)
                .inNamespace(tenant.namespace())
                .withName("qwen");
    }
}
