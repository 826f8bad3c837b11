package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/** The Deployment that keeps the servers running. */
public final class ServerDeployment {

    private ServerDeployment() {}

    /** The Deployment of a plan. */
    public static Deployment build(Plan plan) {
        var deployment = new DeploymentBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(plan.name())
                        .withNamespace(plan.namespace())
                        .withLabels(Labels.of(plan, Map.of()))
                        .withAnnotations(Map.of(DefaultsRecord.ANNOTATION, DefaultsRecord.write(plan)))
                        .build())
                .withNewSpec()
                .withReplicas(plan.replicasElsewhere() ? null : plan.replicas())
                .withProgressDeadlineSeconds(plan.health().progressDeadlineSeconds())
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.name()))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(plan.rollout().maxSurge())
                .withMaxUnavailable(plan.rollout().maxUnavailable())
                .endRollingUpdate()
                .endStrategy()
                .endSpec()
                .build();
        // set, since a builder would copy all of it
        deployment.getSpec().setTemplate(template(plan));
        return deployment;
    }

    private static PodTemplateSpec template(Plan plan) {
        return new PodTemplateSpec(
                new ObjectMetaBuilder()
                        .withLabels(Labels.of(plan, plan.pod().labels()))
                        .withAnnotations(plan.pod().annotations())
                        .build(),
                ServerPod.spec(plan));
    }
}
