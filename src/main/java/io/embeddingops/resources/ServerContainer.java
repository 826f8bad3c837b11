package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.ImagePullPolicy;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

/** The container that runs SGLang. */
public final class ServerContainer {

    /** The container's name. */
    public static final String NAME = "server";

    /** Time for load balancers and proxies to forget the pod; SGLang serves on meanwhile. */
    public static final long PRE_STOP_SLEEP_SECONDS = 5;

    private ServerContainer() {}

    static Container of(Plan plan) {
        var server = plan.server();
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(server.image())
                .withImagePullPolicy(
                        server.imagePullPolicy().map(ImagePullPolicy::value).orElse(null))
                .withCommand(SglangCommand.of(plan))
                .withEnv(Environment.of(plan))
                .withEnvFrom(server.envFrom())
                .addNewPort()
                .withName(Probes.PORT_NAME)
                .withContainerPort(plan.port())
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(plan))
                .withVolumeMounts(Volumes.mounts(plan))
                .withStartupProbe(Probes.startup(plan.health()))
                .withLivenessProbe(Probes.liveness(plan.health()))
                .withReadinessProbe(Probes.readiness(plan.health()))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(PRE_STOP_SLEEP_SECONDS)
                .endPreStop()
                .endLifecycle()
                .withSecurityContext(server.securityContext())
                // the last words of a crash reach the pod's status, and from there ours
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static ResourceRequirements resources(Plan plan) {
        var resources = new ResourceRequirementsBuilder(plan.server().resources());
        plan.gpu()
                .ifPresent(gpu -> resources.addToLimits(gpu.resourceName(), new Quantity(String.valueOf(gpu.count()))));
        return resources.build();
    }
}
