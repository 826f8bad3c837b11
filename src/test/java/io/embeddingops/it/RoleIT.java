package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.Permission;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.resources.PluginArchive;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The chart's roles allow everything that the operator does, and the operator uses every permission in them. */
@Execution(ExecutionMode.CONCURRENT)
class RoleIT {

    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Path GATEWAY_API = Path.of("src/test/resources/gateway/httproutes.yaml");
    private static final Path KEDA = Path.of("src/test/resources/keda/scaledobjects.yaml");

    /** Objects of pod templates before the current one, and of transitions. */
    private static final Set<String> OTHERS = Set.of(PluginArchive.V2.suffix(), NextPlan.SUFFIX);

    private static final ScriptedModel OTHER = new ScriptedModel(256, 2);

    /** Permissions that the API server or the SDK checks without a visible request. NarrowRoleIT tests that they are needed. */
    private static final Set<Permission> NOT_IN_AUDIT_LOG = Set.of(
            new Permission("embeddingops.io", "embeddingservices/finalizers", "update"),
            new Permission("coordination.k8s.io", "leases", "update"));

    private final ScriptedServer server = ScriptedServer.of(ScriptedModel.usual());
    private final RoleRules role = RoleRules.shipped();
    private ControlPlane controlPlane;
    private Tenant tenant;

    @BeforeEach
    void up() {
        // not the shared one, since the operator serves all namespaces
        controlPlane = ControlPlane.up("it-role-" + ProcessHandle.current().pid(), "--crds", "crds");
        tenant = new Tenant(controlPlane);
    }

    @AfterEach
    void down() {
        tenant.close();
        controlPlane.close();
        server.close();
    }

    @Test
    void roleIsSufficientAndFullyUsed() {
        var account = Account.in(tenant, "operator")
                .grantEverywhere(Stream.of(role.services(), role.probeViaProxy(), role.readApiKeys())
                        .flatMap(List::stream)
                        .toList())
                .grant(role.election());
        try (var operator = run(account, "direct")) {
            createScaleRepairAndDelete();
            verifyAndCompareVectors();
            moveToOtherVectors();
            explainAndReplace();
            assertThat(operator.terminate(STOP)).isZero();
            assertThat(operator.log()).doesNotContain("forbidden", "ERROR");
        }
        try (var operator = run(account, "proxy")) {
            verifyThroughTheApiServer();
            explainAgain();
            assertThat(operator.terminate(STOP)).isZero();
        }
        var log = AuditLog.of(controlPlane, account);
        assertThat(log.denied()).isEmpty();
        var used = log.used();
        used.removeIf(permission -> permission.group().equals("authorization.k8s.io")); // granted to every user
        used.addAll(NOT_IN_AUDIT_LOG);
        assertThat(used).isEqualTo(RoleRules.permissions(role.all()));
    }

    private void createScaleRepairAndDelete() {
        tenant.client()
                .resource(Given.object(Given.text(GATEWAY_API), CustomResourceDefinition.class))
                .create();
        tenant.client()
                .resource(Given.object(Given.text(KEDA), CustomResourceDefinition.class))
                .create();
        tenant.create(Tenant.gpuService("qwen"));
        tenant.awaitReady("qwen", "True", "Ready");
        tenant.service("qwen").scale(2);
        Tenant.eventually(
                () -> assertThat(tenant.deployment("qwen").get().getSpec().getReplicas())
                        .isEqualTo(2));
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: cached}
                spec:
                  replicas: 2
                  model: {source: {huggingFace: {repo: acme/m}}, cache: {volume: {size: 1Gi, keep: false}}}
                  access: {from: []}
                  route: {parentRefs: [{name: public}]}
                  autoscaling: {maxReplicas: 2, engine: KEDA, triggers: [{type: cron, metadata: {}}]}
                """);
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: scaled}
                spec:
                  model: {path: /models/qwen}
                  server: {resources: {requests: {cpu: 10m}}}
                  autoscaling: {maxReplicas: 2, engine: HPA}
                """);
        Kinds.all().built().stream()
                .filter(kind -> !OTHERS.contains(kind.suffix()))
                .forEach(this::repairsLabels);
        tenant.edit(
                "cached", "model: {source: {huggingFace: {repo: acme/m}}, cache: {volume: {size: 1Gi, keep: false}}}");
        tenant.edit("scaled", "model: {path: /models/qwen}");
        isDeleted(HorizontalPodAutoscaler.class, "scaled");
        tenant.service("scaled").delete();
        Stream.of(NetworkPolicy.class, HTTPRoute.class, ScaledObject.class).forEach(kind -> isDeleted(kind, "cached"));
        tenant.service("cached").delete();
        // with two ready servers, one of which is marked to go first
        tenant.awaitReady("qwen", "True", "Ready");
        tenant.service("qwen").scale(1);
        tenant.awaitReady("qwen", "True", "Ready");
        tenant.service("qwen").delete();
        Tenant.eventually(() -> assertThat(tenant.deployment("qwen").get()).isNull());
    }

    private void isDeleted(Class<? extends HasMetadata> kind, String name) {
        Tenant.eventually(() -> assertThat(tenant.client()
                        .resources(kind)
                        .inNamespace(tenant.namespace())
                        .withName(name)
                        .get())
                .isNull());
    }

    /** Without its labels an object is in no cache, so the operator asks for it. */
    private <R extends HasMetadata> void repairsLabels(Kind<R> kind) {
        var object = tenant.client()
                .resources(kind.type())
                .inNamespace(tenant.namespace())
                .withName(kind.objectName(kind.type() == HorizontalPodAutoscaler.class ? "scaled" : "cached"));
        Tenant.eventually(() -> assertThat(object.get()).as(kind.kind()).isNotNull());
        Tenant.edit(object, RoleIT::withoutLabels);
        Tenant.eventually(() -> assertThat(object.get().getMetadata().getLabels())
                .as(kind.kind())
                .isNotEmpty());
    }

    private void verifyAndCompareVectors() {
        tenant.client()
                .resource(Given.object(
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: keys, namespace: " + tenant.namespace()
                                + "}\nstringData: {search: abc}",
                        Secret.class))
                .create();
        create("vectors", "verification: {mode: Enforce}, access: {apiKeySecret: {name: keys}}");
        var pod = new SimulatedPod(tenant, "vectors");
        pod.serve(1);
        Tenant.eventually(
                () -> assertThat(pod.condition("embeddingops.io/verified")).contains("True"));
        server.withVectors(OTHER);
        pod.serve(2);
        awaitVerified("vectors", "VectorSpaceChanged");
        create("held", "vectorSpace: {configMapName: vectors-vector-space}");
        new SimulatedPod(tenant, "held").serve(1);
        awaitVerified("held", "VectorSpaceChanged");
    }

    private void moveToOtherVectors() {
        try (var servers = new TwoServers(tenant, ScriptedModel.usual())) {
            servers.moveTo(OTHER);
            isDeleted(Deployment.class, TwoServers.NAME);
            isDeleted(Service.class, TwoServers.NAME + "-next");
            isDeleted(ConfigMap.class, TwoServers.NAME + "-next-client");
        }
    }

    private void explainAndReplace() {
        create("hopeless", "health: {replaceAfterRestarts: 3}");
        var pod = new SimulatedPod(tenant, "hopeless");
        var first = pod.get().getMetadata().getUid();
        pod.prepare();
        tenant.awaitReady("hopeless", "False", "PodStarting");
        pod.crash(2);
        tenant.awaitReady("hopeless", "False", "ModelLoadFailed");
        pod.crash(3);
        Tenant.eventually(() -> assertThat(pod.get().getMetadata().getUid()).isNotEqualTo(first));
    }

    private void verifyThroughTheApiServer() {
        server.withVectors(ScriptedModel.usual());
        create("proxied", "");
        new SimulatedPod(tenant, "proxied", address()).serve(1);
        awaitVerified("proxied", "Verified");
    }

    /** The same cause as under the operator before: its Event is raised. */
    private void explainAgain() {
        new SimulatedPod(tenant, "hopeless").crash(2);
        Tenant.eventually(() -> assertThat(tenant.events("hopeless")).anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("ModelLoadFailed");
            assertThat(event.getCount()).isEqualTo(2);
        }));
    }

    private OperatorJar run(Account account, String probeVia) {
        return OperatorJar.runAs(
                account.kubeconfig(),
                "--fetch-image",
                "registry.local/embedding-operator:v1",
                "--allowed-gateways",
                "*",
                "--allowed-secrets",
                "keys",
                "--probe-via",
                probeVia,
                "--leader-election",
                "true",
                "--leader-election-namespace",
                tenant.namespace());
    }

    private void create(String name, String more) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/qwen}, port: %d, %s%s}
                """.formatted(name, server.port(), SimulatedPod.UNSCHEDULED, more.isEmpty() ? "" : ", " + more));
    }

    private void awaitVerified(String name, String reason) {
        Tenant.eventually(() -> {
            var status = Optional.ofNullable(tenant.service(name).get().getStatus());
            assertThat(status.flatMap(found -> found.condition("Verified")))
                    .hasValueSatisfying(verified ->
                            assertThat(verified.reason()).as(verified.message()).isEqualTo(reason));
        });
    }

    private static <T extends HasMetadata> T withoutLabels(T object) {
        object.getMetadata().setLabels(Map.of());
        return object;
    }

    /** An address of this machine, because the API server does not proxy requests to loopback addresses. */
    private static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(address -> address.getHostAddress())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this machine has no address except loopback"));
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }
}
