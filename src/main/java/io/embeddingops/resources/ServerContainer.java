package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.ImagePullPolicy;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SleepAction;
import java.util.List;

/** The container that runs SGLang. */
public final class ServerContainer {

    /** Name of the container. */
    public static final String NAME = "server";

    /** Time for load balancers and proxies to remove the pod; SGLang keeps serving meanwhile. */
    public static final long PRE_STOP_SLEEP_SECONDS = 5;

    private ServerContainer() {}

    static Container of(Plan plan) {
        var server = plan.server();
        var container = new Container();
        container.setName(NAME);
        container.setImage(server.image());
        container.setImagePullPolicy(
                server.imagePullPolicy().map(ImagePullPolicy::value).orElse(null));
        container.setCommand(SglangCommand.of(plan));
        container.setEnv(Environment.of(plan));
        container.setEnvFrom(server.envFrom());
        container.setPorts(List.of(port(plan)));
        container.setResources(resources(plan));
        container.setVolumeMounts(Volumes.mounts(plan));
        container.setStartupProbe(Probes.startup(plan));
        container.setLivenessProbe(Probes.liveness(plan));
        container.setReadinessProbe(Probes.readiness(plan));
        container.setLifecycle(lifecycle());
        container.setSecurityContext(server.securityContext());
        // copies the last log lines of a crash to the pod's status, and from there to the service's
        container.setTerminationMessagePolicy("FallbackToLogsOnError");
        return container;
    }

    private static ContainerPort port(Plan plan) {
        var port = new ContainerPort();
        port.setName(Probes.portName(plan));
        port.setContainerPort(plan.port());
        port.setProtocol("TCP");
        return port;
    }

    private static Lifecycle lifecycle() {
        var sleep = new SleepAction();
        sleep.setSeconds(PRE_STOP_SLEEP_SECONDS);
        var preStop = new LifecycleHandler();
        preStop.setSleep(sleep);
        var lifecycle = new Lifecycle();
        lifecycle.setPreStop(preStop);
        return lifecycle;
    }

    private static ResourceRequirements resources(Plan plan) {
        var given = plan.server().resources();
        return plan.gpu()
                .flatMap(gpu -> gpu.limit().map(name -> withGpu(given, name, gpu.count())))
                .orElse(given);
    }

    private static ResourceRequirements withGpu(ResourceRequirements given, String resourceName, int count) {
        return new ResourceRequirementsBuilder(given)
                .addToLimits(resourceName, new Quantity(String.valueOf(count)))
                .build();
    }
}
