package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.it.Tenant;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A service in the cluster, and the pods that serve it. */
record LiveService(Tenant tenant, String name) {

    static LiveService create(Tenant tenant, String name, String model, String changes) {
        tenant.create(SglangService.manifest(name, model, changes));
        return new LiveService(tenant, name);
    }

    void edit(String model, String changes) {
        tenant.edit(
                name, tenant.read(SglangService.manifest(name, model, changes)).getSpec());
    }

    EmbeddingService resource() {
        return tenant.service(name).get();
    }

    Condition ready() {
        return resource().getStatus().condition(Condition.READY).orElseThrow();
    }

    Condition awaitReady(Duration limit) {
        return tenant.awaitReady(name, Condition.TRUE, "Ready", limit);
    }

    Condition awaitFailure(String reason, Duration limit) {
        return tenant.awaitReady(name, Condition.FALSE, reason, limit);
    }

    void awaitVerified(Duration limit) {
        Tenant.within(
                limit,
                () -> assertThat(resource()
                                .getStatus()
                                .condition(Condition.VERIFIED)
                                .orElseThrow())
                        .extracting(Condition::status, Condition::reason)
                        .containsExactly("True", "Verified"));
    }

    String url() {
        return resource().getStatus().url();
    }

    List<Pod> pods() {
        return podResources().list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The names of all pods, including terminating ones. */
    List<String> allPods() {
        return podResources().list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    Pod pod() {
        var pods = pods();
        if (pods.size() != 1) {
            throw new AssertionError(name + " has " + pods.size() + " pods");
        }
        return pods.get(0);
    }

    /** The status of the server's container in the only pod. */
    ContainerStatus server() {
        return pod().getStatus().getContainerStatuses().get(0);
    }

    FilterWatchListDeletable<Pod, PodList, PodResource> podResources() {
        return tenant.client().pods().inNamespace(tenant.namespace()).withLabels(Labels.selector(name));
    }

    /** The kubelet's Events about that pod since then. */
    List<Event> kubeletEvents(Pod pod, Set<String> reasons, Instant since) {
        return tenant
                .client()
                .v1()
                .events()
                .inNamespace(tenant.namespace())
                .withField("involvedObject.uid", pod.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .filter(event -> reasons.contains(event.getReason()))
                .filter(event -> !Instant.parse(event.getLastTimestamp()).isBefore(since))
                .toList();
    }

    /** Messages of the operator's Events with that reason since then. */
    List<String> eventMessages(String reason, Instant since) {
        return tenant.events(name).stream()
                .filter(event -> event.getReason().equals(reason))
                .filter(event -> !Instant.parse(event.getLastTimestamp()).isBefore(since))
                .map(Event::getMessage)
                .toList();
    }
}
