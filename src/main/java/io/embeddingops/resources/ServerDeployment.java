package io.embeddingops.resources;

import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.RolloutPlan;
import io.embeddingops.plan.SpecRecord;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.util.Map;

/** The Deployment of the servers. */
public final class ServerDeployment {

    /** Annotation of a pod whose node Karpenter leaves alone. */
    public static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

    private static final int MAX_DOWNLOAD_SECONDS = 86400;

    private ServerDeployment() {}

    /** The Deployment of a plan. */
    public static Deployment build(Plan plan) {
        var deployment = new Deployment();
        deployment.setMetadata(Metadata.ofServers(
                plan,
                Map.of(),
                Map.of(DefaultsRecord.ANNOTATION, DefaultsRecord.write(plan), SpecRecord.ANNOTATION, plan.spec())));
        deployment.setSpec(spec(plan));
        return deployment;
    }

    private static DeploymentSpec spec(Plan plan) {
        var spec = new DeploymentSpec();
        spec.setReplicas(plan.replicasElsewhere() ? null : plan.replicas());
        spec.setProgressDeadlineSeconds(progressDeadlineSeconds(plan));
        spec.setSelector(selector(plan));
        spec.setStrategy(strategy(plan.rollout()));
        spec.setTemplate(template(plan));
        return spec;
    }

    /** A pod that downloads its model makes no progress that the Deployment controller sees, and the download may take hours. */
    private static int progressDeadlineSeconds(Plan plan) {
        var startup = plan.health().progressDeadlineSeconds();
        return DownloadPlan.of(plan).isPresent() ? startup + MAX_DOWNLOAD_SECONDS : startup;
    }

    private static LabelSelector selector(Plan plan) {
        var selector = new LabelSelector();
        selector.setMatchLabels(Labels.selector(plan.servers()));
        return selector;
    }

    private static DeploymentStrategy strategy(RolloutPlan rollout) {
        var rolling = new RollingUpdateDeployment();
        rolling.setMaxSurge(rollout.maxSurge());
        rolling.setMaxUnavailable(rollout.maxUnavailable());
        var strategy = new DeploymentStrategy();
        strategy.setType("RollingUpdate");
        strategy.setRollingUpdate(rolling);
        return strategy;
    }

    private static PodTemplateSpec template(Plan plan) {
        var pod = plan.pod();
        var template = new PodTemplateSpec();
        template.setMetadata(Metadata.ofTemplate(plan, pod.labels(), pod.annotations()));
        if (plan.hasAccess()) {
            template.getMetadata().getLabels().put(Labels.METRICS, "true");
        }
        if (pod.doNotDisruptWhileLoading()) {
            template.getMetadata().getAnnotations().put(DO_NOT_DISRUPT, "true");
        }
        template.setSpec(ServerPod.spec(plan));
        return template;
    }
}
