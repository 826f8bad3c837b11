package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.InvalidManifest;
import io.embeddingops.fixtures.InvalidManifests;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user who may only write EmbeddingServices gains no further permissions through the operator. */
@ExtendWith(SharedControlPlane.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscalationIT {

    private static final String EVE = "eve";

    private Tenant tenant;
    private KubernetesClient eve;

    @BeforeAll
    void start(ControlPlane controlPlane, Tenant own) {
        tenant = own.startOperator();
        Grant.toUser(tenant.client(), EVE)
                .in(
                        tenant.namespace(),
                        List.of(new PolicyRuleBuilder()
                                .withApiGroups(EmbeddingService.GROUP)
                                .withResources("embeddingservices")
                                .withVerbs("get", "list", "watch", "create", "update", "patch", "delete")
                                .build()));
        eve = controlPlane.client(EVE);
    }

    @AfterAll
    void stop() {
        eve.close();
    }

    @Test
    void userHasNoOtherPermissions() {
        refused(() -> eve.resources(Pod.class).inNamespace(tenant.namespace()).list());
        refused(() ->
                eve.resources(Secret.class).inNamespace(tenant.namespace()).list());
        refused(() -> eve.resource(deployment()).create());
        refused(() ->
                eve.resources(EmbeddingService.class).inNamespace("default").list());
    }

    @TestFactory
    Stream<DynamicTest> servicesThatNeedPermissionAreRefused() {
        return InvalidManifests.all().stream()
                .filter(manifest -> manifest.stalled()
                        .filter(words -> words.contains("ask the cluster administrator"))
                        .isPresent())
                .map(manifest -> dynamicTest(manifest.name(), () -> refused(manifest)));
    }

    private void refused(InvalidManifest manifest) {
        var name = manifest.name();
        create(name, manifest.yaml());
        var ready = tenant.awaitReady(name, "False", "InvalidSpec");
        assertThat(ready.message()).isEqualTo(manifest.stalled().orElseThrow()).contains("policy.allow");
        assertThat(tenant.deployment(name).get()).isNull();
        assertThat(tenant.kubernetesService(name).get()).isNull();
    }

    @Test
    void hostNamespacesCannotBeRequested() {
        create("host", """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: host}
                spec:
                  model: {path: /models/tiny}
                  hostNetwork: true
                  pod: {hostNetwork: true, hostPID: true, hostIPC: true, automountServiceAccountToken: true}
                """);
        tenant.awaitReady("host", "True", "Ready");
        var pod = tenant.deployment("host").get().getSpec().getTemplate().getSpec();
        assertThat(List.of(pod.getHostNetwork() == null, pod.getHostPID() == null, pod.getHostIPC() == null))
                .containsOnly(true);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    }

    /** A policy adds permissions for the pods that it selects, so it must select no others. */
    @Test
    void networkPoliciesOpenOnlyTheServersAndTheirPort() {
        create("open", """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: open}
                spec:
                  model: {path: /models/tiny}
                  port: 8000
                  access: {from: [{namespaceSelector: {}}]}
                  pod: {labels: {app: database}}
                  service: {labels: {app: database}}
                """);
        tenant.awaitReady("open", "True", "Ready");
        var policy = tenant.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(tenant.namespace())
                .withName("open")
                .get()
                .getSpec();
        assertThat(policy.getPodSelector().getMatchLabels()).isEqualTo(Map.of("embeddingops.io/service", "open"));
        assertThat(policy.getPodSelector().getMatchExpressions()).isEmpty();
        assertThat(policy.getPolicyTypes()).containsExactly("Ingress");
        assertThat(policy.getIngress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getPorts())
                        .extracting(port -> port.getPort().getIntVal(), NetworkPolicyPort::getEndPort)
                        .containsExactly(tuple(8000, null)));
    }

    @Test
    void refusedSpecLeavesTheRunningDeploymentUnchanged() {
        create("running", Tenant.gpuService("running"));
        tenant.awaitReady("running", "True", "Ready");
        var before = tenant.deployment("running").get();
        Tenant.edit(
                eve.resources(EmbeddingService.class)
                        .inNamespace(tenant.namespace())
                        .withName("running"),
                service -> tenant.read("""
                        apiVersion: embeddingops.io/v1alpha1
                        kind: EmbeddingService
                        metadata: {name: running}
                        spec: {model: {path: /models/tiny}, pod: {serviceAccountName: cluster-admin}}
                        """));
        tenant.awaitReady("running", "False", "InvalidSpec");
        assertThat(tenant.deployment("running").get().getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    private void create(String name, String yaml) {
        var resource = eve.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(tenant.namespace());
        resource.getMetadata().setName(name);
        eve.resource(resource).create();
    }

    private Deployment deployment() {
        return tenant.client()
                .getKubernetesSerialization()
                .unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: mine, namespace: %s}
                spec:
                  selector: {matchLabels: {app: mine}}
                  template: {metadata: {labels: {app: mine}}, spec: {containers: [{name: a, image: a}]}}
                """.formatted(tenant.namespace()), Deployment.class);
    }

    private static void refused(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(403));
    }
}
