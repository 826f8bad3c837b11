package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.RoleRules;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The NetworkPolicy and the HTTPRoute of a service, on an API server with and without the Gateway API. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {

    private static final Path CRD = Path.of("src/test/resources/gateway/httproutes.yaml");
    private static final String SPEC = "model: {path: /models/tiny}\ndevice: cpu\nverification: {mode: \"Off\"}\n";
    private static final String ROUTE =
            "route: {parentRefs: [{name: public, namespace: gateways}], pathPrefix: /qwen}\n";
    private static final String NETWORK = """
            access: {from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}
            server: {egress: Listed, egressTo: [{ports: [{port: 53}, {port: 53, protocol: UDP}]}]}
            """;

    /** The operator looks for missing CRDs and at foreign objects every 15 s. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(40);

    private static final Duration STOP = Duration.ofSeconds(20);

    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeAll
    void up() {
        // not the shared one, which has no Gateway API
        controlPlane = ControlPlane.up("it-access-" + ProcessHandle.current().pid(), "--crds", "crds");
        tenant = new Tenant(controlPlane);
    }

    @AfterAll
    void down() {
        tenant.close();
        controlPlane.close();
    }

    /** One after the other, since each control plane takes a while to start. */
    @Test
    void objectsComeAndGoWithTheirFieldsByOneWriteEach() {
        var account = Account.in(tenant, "operator").grant(RoleRules.shipped().services());
        try (var operator = run(account)) {
            routeWaitsForTheGatewayApi();
            foreignPolicyStopsTheServiceAndIsNotChanged();
            create("qwen", NETWORK + ROUTE);
            Tenant.eventually(() -> assertThat(route("qwen").get()).isNotNull());
            Tenant.eventually(() -> assertThat(tenant.deployment("qwen").get()).isNotNull());
            assertThat(policy("qwen").get().getSpec().getIngress().get(0).getFrom())
                    .hasSize(3);
            assertThat(operator.terminate(STOP)).isZero();
        }
        var written = writes(account);
        try (var operator = run(account)) {
            tenant.service("qwen").scale(0);
            Tenant.eventually(
                    () -> assertThat(tenant.deployment("qwen").get().getSpec().getReplicas())
                            .isZero());
            staysAt(account, written);

            tenant.edit("qwen", SPEC);
            Tenant.eventually(() -> assertThat(policy("qwen").get()).isNull());
            Tenant.eventually(() -> assertThat(route("qwen").get()).isNull());
            staysAt(account, written + 2);
            assertThat(operator.terminate(STOP)).isZero();
            assertThat(operator.log()).doesNotContain("forbidden", "ERROR");
        }
        assertThat(AuditLog.of(controlPlane, account).denied()).isEmpty();
    }

    private void routeWaitsForTheGatewayApi() {
        create("early", ROUTE);
        var ready = tenant.awaitReady("early", "False", "KindNotInstalled");
        assertThat(ready.message()).contains("HTTPRoute early", "httproutes.gateway.networking.k8s.io");
        assertThat(tenant.deployment("early").get()).isNotNull();

        tenant.client()
                .resource(Given.object(Given.text(CRD), CustomResourceDefinition.class))
                .create();

        Tenant.within(LOOK_AGAIN, () -> assertThat(route("early").get()).isNotNull());
        tenant.service("early").delete();
        Tenant.eventually(() -> assertThat(route("early").get()).isNull());
    }

    /** Without the policy that the spec asks for no pod is started. */
    private void foreignPolicyStopsTheServiceAndIsNotChanged() {
        var foreign = Given.object("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: taken, namespace: %s}
                spec: {podSelector: {}, policyTypes: [Egress]}
                """.formatted(tenant.namespace()), NetworkPolicy.class);
        tenant.client().resource(foreign).create();
        create("taken", NETWORK);

        var ready = tenant.awaitReady("taken", "False", "NameConflict");
        assertThat(ready.message()).contains("NetworkPolicy taken");
        assertThat(tenant.deployment("taken").get()).isNull();
        assertThat(policy("taken").get().getSpec().getPolicyTypes()).containsExactly("Egress");

        policy("taken").delete();
        tenant.awaitReady("taken", "True", "Ready", LOOK_AGAIN);
        tenant.service("taken").delete();
        Tenant.eventually(() -> assertThat(policy("taken").get()).isNull());
    }

    private void staysAt(Account account, long writes) {
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .until(() -> writes(account) == writes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            route: {parentRefs: [{name: a}], pathPrefix: /a/../b}         | spec.route.pathPrefix must not contain the path segments
            route: {parentRefs: [{name: a}], pathPrefix: /a/v1}           | spec.route.pathPrefix must be the path in front of /v1
            route: {parentRefs: [{name: a}], pathPrefix: a}               | spec.route.pathPrefix must be a path such as /qwen3
            route: {parentRefs: [{name: a}], hostnames: ["a.test", "*"]}  | spec.route.hostnames must be a host name such as
            route: {parentRefs: []}                                       | spec.route.parentRefs
            route: {parentRefs: [{name: A}]}                              | spec.route.parentRefs[0].name
            access: {apiKeySecret: {}}                                    | spec.access.apiKeySecret.name: Required value
            access: {tls: {}}                                             | spec.access.tls.secretName: Required value
            """)
    void theApiServerRefusesWhatTheSchemaForbids(String more, String message) {
        assertThatThrownBy(() -> create("refused", more))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    private OperatorJar run(Account account) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--namespaces",
                tenant.namespace(),
                "--allowed-gateways",
                "gateways/*",
                "--operator-namespace",
                "embedding-system");
    }

    private void create(String name, String more) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec:
                """.formatted(name) + (SPEC + more).indent(2));
    }

    private Resource<NetworkPolicy> policy(String name) {
        return tenant.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(tenant.namespace())
                .withName(name);
    }

    private Resource<HTTPRoute> route(String name) {
        return tenant.client()
                .resources(HTTPRoute.class)
                .inNamespace(tenant.namespace())
                .withName(name);
    }

    /** Writes of both kinds that the API server accepted. */
    private long writes(Account account) {
        return AuditLog.of(controlPlane, account).writes().stream()
                .filter(request -> request.permission().resource().matches("networkpolicies|httproutes"))
                .filter(request -> request.name().equals("qwen"))
                .filter(request -> request.code() < HttpURLConnection.HTTP_MULT_CHOICE)
                .count();
    }
}
