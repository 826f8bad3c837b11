package io.embeddingops.it;

import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Pods and the Deployment's status of a service on a control plane without controllers. */
record FakeWorkload(Tenant tenant, String service) {

    PodResource pod(String name) {
        return tenant.client().pods().inNamespace(tenant.namespace()).withName(name);
    }

    Pod create(String name, Map<String, String> annotations) {
        return tenant.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .withLabels(Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.SERVICE, service))
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("server")
                        .withImage("sglang:test")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    /** Reports whether the pod at that address is ready, since that many seconds. */
    void report(String name, String address, boolean ready, int seconds) {
        var status = Serialization.unmarshal(
                """
                phase: Running
                podIP: %1$s
                podIPs: [{ip: %1$s}]
                conditions:
                - {type: ContainersReady, status: "%2$s", lastTransitionTime: "%4$s"}
                - {type: Ready, status: "%2$s", lastTransitionTime: "%4$s"}
                containerStatuses:
                - name: server
                  image: sglang:test
                  imageID: sglang:test
                  ready: %3$s
                  started: true
                  restartCount: 0
                  containerID: containerd://1
                  state: {running: {startedAt: "%4$s"}}
                """.formatted(address, ready ? "True" : "False", ready, ago(seconds)), PodStatus.class);
        pod(name).editStatus(pod -> new PodBuilder(pod).withStatus(status).build());
    }

    /** Reports that many pods of the Deployment's current template. */
    void rollOut(int replicas) {
        Tenant.eventually(() -> tenant.deployment(service).editStatus(deployment -> {
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .withAvailableReplicas(replicas)
                    .build());
            return deployment;
        }));
    }

    static String ago(int seconds) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .minusSeconds(seconds)
                .toString();
    }
}
