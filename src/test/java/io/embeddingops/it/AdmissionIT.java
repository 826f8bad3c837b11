package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embeddingops.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission refuses objects of a service: the status names who refused, and the service recovers without an edit. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class AdmissionIT {

    private static final String SENTENCE = "change freeze until Monday";

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    /** Without a reason of its own a policy answers with status 422, like an invalid object. */
    @ParameterizedTest
    @ValueSource(strings = {"", ", reason: Forbidden", ", reason: RequestEntityTooLarge"})
    void newServiceIsReadyOnceThePolicyIsGone(String reason) {
        var policy = policy(reason);
        tenant.create(Tenant.gpuService("new"));
        assertRefused("new");
        policy.delete();
        tenant.awaitReady("new", "True", "Ready");
    }

    @Test
    void runningServiceIsReadyAgainOnceThePolicyIsGone() {
        tenant.create(Tenant.gpuService("running"));
        tenant.awaitReady("running", "True", "Ready");
        var policy = policy("");
        tenant.edit("running", """
                model: {path: /models/tiny}
                port: 8000
                """);
        assertRefused("running");
        assertThat(condition("running", Condition.AVAILABLE).holds()).isTrue();
        policy.delete();
        tenant.awaitReady("running", "True", "Ready");
        assertThat(tenant.deployment("running")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getPorts()
                        .get(0)
                        .getContainerPort())
                .isEqualTo(8000);
    }

    @Test
    void restartedOperatorTriesAgain() {
        var policy = policy("");
        tenant.create(Tenant.gpuService("restart"));
        assertRefused("restart");
        tenant.stopOperator();
        policy.delete();
        tenant.startOperator();
        tenant.awaitReady("restart", "True", "Ready");
    }

    @Test
    void webhookThatCannotBeCalledIsNamed() {
        var webhook = apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: %1$s}
                webhooks:
                - name: hook.example.com
                  clientConfig: {url: "https://127.0.0.1:9/validate"}
                  admissionReviewVersions: [v1]
                  sideEffects: None
                  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                  rules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}]
                """);
        awaitRefusing();
        tenant.create(Tenant.gpuService("hook"));
        assertThat(tenant.awaitReady("hook", "False", "AdmissionRefused").message())
                .startsWith("Deployment hook was not written, because the admission webhook hook.example.com cannot be"
                        + " called: ")
                .contains("connection refused");
        webhook.delete();
        tenant.awaitReady("hook", "True", "Ready");
    }

    @Test
    void quotaIsNamed() {
        var quota = apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: few, namespace: %s}
                spec: {hard: {count/deployments.apps: "0"}}
                """);
        awaitRefusing();
        tenant.create(Tenant.gpuService("quota"));
        assertThat(tenant.awaitReady("quota", "False", "AdmissionRefused").message())
                .startsWith("Deployment quota was refused by ResourceQuota few: requested: count/deployments.apps=1");
        quota.delete();
        tenant.awaitReady("quota", "True", "Ready");
    }

    /** The same service runs without an object that it does not need. */
    @Test
    void serviceRunsWithoutARefusedDisruptionBudget() {
        var quota = apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: none, namespace: %s}
                spec: {hard: {count/poddisruptionbudgets.policy: "0"}}
                """);
        tenant.create(Tenant.gpuService("budget"));
        tenant.awaitReady("budget", "True", "Ready");
        tenant.service("budget").scale(2);
        tenant.awaitReady("budget", "False", "AdmissionRefused");
        assertThat(condition("budget", Condition.AVAILABLE).holds()).isTrue();
        quota.delete();
        tenant.awaitReady("budget", "True", "Ready");
    }

    @Test
    void errorOfTheSchemaNamesTheUsersField() {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: schema}
                spec:
                  model: {path: /models/tiny}
                  pod: {tolerations: [{key: a, operator: Exists, value: b}]}
                """);
        assertThat(tenant.awaitReady("schema", "False", "InvalidSpec").message())
                .contains("spec.pod.tolerations[0]")
                .doesNotContain("spec.template");
    }

    private void assertRefused(String name) {
        assertThat(tenant.awaitReady(name, "False", "AdmissionRefused").message())
                .isEqualTo("Deployment " + name + " was refused by ValidatingAdmissionPolicy " + tenant.namespace()
                        + " (binding " + tenant.namespace() + "): " + SENTENCE
                        + ". Change this EmbeddingService so that it is allowed, or ask a cluster administrator to change"
                        + " the policy; the operator tries again at least every 5 minutes");
        assertThat(tenant.service(name).get().getStatus().condition(Condition.STALLED))
                .isEmpty();
    }

    private Condition condition(String name, String type) {
        return tenant.service(name).get().getStatus().condition(type).orElseThrow();
    }

    /** A policy for the tenant's namespace that refuses all Deployments; returns when it does. */
    private Refusing policy(String reason) {
        var policy = apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %%1$s}
                spec:
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %%1$s}}
                    resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}]
                  validations: [{expression: "false", message: %s%s}]
                """.formatted(SENTENCE, reason));
        apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s, validationActions: [Deny]}
                """);
        awaitRefusing();
        return policy;
    }

    /** The API server notices policies, webhooks and quotas after a moment. */
    private void awaitRefusing() {
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("attempt")
                .withNamespace(tenant.namespace())
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", "attempt")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "attempt")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("attempt")
                .withImage("attempt")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        Tenant.eventually(() -> assertThatThrownBy(
                        () -> tenant.client().resource(deployment).dryRun().create())
                .isInstanceOf(KubernetesClientException.class));
    }

    @FunctionalInterface
    private interface Refusing {
        void delete();
    }

    private Refusing apply(String yaml) {
        HasMetadata object =
                tenant.client().resource(yaml.formatted(tenant.namespace())).create();
        return () -> tenant.client().resource(object).delete();
    }
}
