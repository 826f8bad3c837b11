package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The single pod of a service that no scheduler handles, with a kubelet simulated by the test. */
final class SimulatedPod {

    /** Fields of a spec whose pods are not scheduled, so that the test controls them. */
    static final String UNSCHEDULED = "device: cpu, pod: {schedulerName: none}";

    private final Tenant tenant;
    private final String service;
    private final String address;

    SimulatedPod(Tenant tenant, String service) {
        this(tenant, service, "127.0.0.1");
    }

    /** A pod that serves at another address of this machine. */
    SimulatedPod(Tenant tenant, String service, String address) {
        this.tenant = tenant;
        this.service = service;
        this.address = address;
    }

    /** Waits for the pod and returns it. */
    Pod get() {
        var found = new AtomicReference<List<Pod>>();
        Tenant.eventually(() -> {
            found.set(pods());
            if (found.get().size() != 1) {
                throw new AssertionError(service + " has " + found.get().size() + " pods");
            }
        });
        return found.get().get(0);
    }

    /** Reports the server's container as running and ready at the pod's address. */
    void serve(int start) {
        status("""
                podIP: %3$s
                podIPs: [{ip: %3$s}]
                conditions:
                - {type: ContainersReady, status: "True", lastTransitionTime: "%1$s"}
                - {type: Ready, status: "True", lastTransitionTime: "%1$s"}
                containerStatuses:
                - name: server
                  image: sglang:test
                  imageID: sglang:test
                  ready: true
                  started: true
                  restartCount: 0
                  containerID: containerd://%2$d
                  state: {running: {startedAt: "%1$s"}}
                """.formatted(now(), start, address));
    }

    /** Reports that the server has crashed that many times and will be restarted. */
    void crash(int restarts) {
        status("""
                conditions:
                - {type: ContainersReady, status: "False", lastTransitionTime: "%1$s"}
                - {type: Ready, status: "False", lastTransitionTime: "%1$s"}
                containerStatuses:
                - name: server
                  image: sglang:test
                  imageID: sglang:test
                  ready: false
                  started: false
                  restartCount: %2$d
                  state: {waiting: {reason: CrashLoopBackOff, message: back-off}}
                  lastState: {terminated: {exitCode: 1, reason: Error, message: "CUDA error", containerID: "containerd://1"}}
                """.formatted(now(), restarts));
    }

    /** Reports that the server's container is being created. */
    void prepare() {
        status("""
                conditions:
                - {type: PodScheduled, status: "True", lastTransitionTime: "%1$s"}
                - {type: ContainersReady, status: "False", lastTransitionTime: "%1$s"}
                - {type: Ready, status: "False", lastTransitionTime: "%1$s"}
                containerStatuses:
                - name: server
                  image: sglang:test
                  imageID: ""
                  ready: false
                  started: false
                  restartCount: 0
                  state: {waiting: {reason: ContainerCreating}}
                """.formatted(now()));
    }

    /** The status of a pod's condition. */
    Optional<String> condition(String type) {
        return get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getStatus())
                .findFirst();
    }

    private void status(String yaml) {
        var wanted = Serialization.unmarshal(yaml, PodStatus.class);
        resource(get()).editStatus(pod -> {
            var conditions = new ArrayList<>(wanted.getConditions());
            pod.getStatus().getConditions().stream()
                    .filter(old ->
                            conditions.stream().noneMatch(now -> now.getType().equals(old.getType())))
                    .forEach(conditions::add);
            return new PodBuilder(pod)
                    .editStatus()
                    .withPhase("Running")
                    .withStartTime(pod.getMetadata().getCreationTimestamp())
                    .withPodIP(wanted.getPodIP())
                    .withPodIPs(wanted.getPodIPs())
                    .withConditions(conditions)
                    .withContainerStatuses(wanted.getContainerStatuses())
                    .endStatus()
                    .build();
        });
    }

    private PodResource resource(Pod pod) {
        return tenant.client()
                .pods()
                .inNamespace(tenant.namespace())
                .withName(pod.getMetadata().getName());
    }

    private List<Pod> pods() {
        return tenant
                .client()
                .pods()
                .inNamespace(tenant.namespace())
                .withLabel("embeddingops.io/service", service)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
