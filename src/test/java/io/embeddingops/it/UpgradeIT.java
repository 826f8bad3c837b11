package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator with new default images restarts only the services that follow them. */
@ExtendWith(SharedControlPlane.class)
class UpgradeIT {

    private static final String[] OLD = {
        "--gpu-image", "registry.local/sglang:1", "--cpu-image", "registry.local/sglang:1-cpu"
    };
    private static final String[] NEW = {
        "--gpu-image", "registry.local/sglang:2",
        "--cpu-image", "registry.local/sglang:2-cpu",
        "--launcher", "python"
    };

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
    }

    @Test
    void upgradeRestartsOnlyServicesThatFollow(ControlPlane controlPlane) {
        try (var old = run(controlPlane, OLD)) {
            create("gpu", "replicas: 2");
            create("cpu", "device: cpu");
            create("own", "server: {image: 'example.com/sglang:own'}");
            create("follower", "upgradePolicy: Follow");
            for (var name : List.of("gpu", "cpu", "own", "follower")) {
                tenant.awaitReady(name, "True", "Ready");
            }
            assertThat(old.log()).doesNotContain("ERROR");
        }
        var pods = pods();
        var deployments = deployments();
        var versions = versions("gpu", "cpu", "own");

        try (var upgraded = run(controlPlane, NEW)) {
            Tenant.eventually(() -> assertThat(image("follower")).isEqualTo("registry.local/sglang:2"));
            tenant.awaitReady("follower", "True", "Ready");
            create("later", "");
            tenant.awaitReady("later", "True", "Ready");
            assertThat(image("later")).isEqualTo("registry.local/sglang:2");

            assertThat(pods()).containsAllEntriesOf(without("follower", pods));
            assertThat(deployments()).containsAllEntriesOf(without("follower", deployments));
            assertThat(versions("gpu", "cpu", "own")).isEqualTo(versions);
            assertThat(image("gpu")).isEqualTo("registry.local/sglang:1");
            assertThat(image("cpu")).isEqualTo("registry.local/sglang:1-cpu");
            assertThat(image("own")).isEqualTo("example.com/sglang:own");
            assertThat(upgraded.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void servicePinnedAfterFollowingKeepsTheNewDefaults() {
        tenant.startOperator(OLD);
        create("gpu", "");
        tenant.awaitReady("gpu", "True", "Ready");
        tenant.stopOperator();
        tenant.startOperator(NEW);
        tenant.edit("gpu", "model: {path: /models/tiny}\nupgradePolicy: Follow");
        Tenant.eventually(() -> assertThat(image("gpu")).isEqualTo("registry.local/sglang:2"));
        tenant.awaitReady("gpu", "True", "Ready");
        assertThat(tenant.service("gpu").get().getStatus().image()).isEqualTo("registry.local/sglang:2");

        tenant.edit("gpu", "model: {path: /models/tiny}\nupgradePolicy: Pinned");
        tenant.awaitReady("gpu", "True", "Ready");
        var pods = pods();
        tenant.stopOperator();
        tenant.startOperator(OLD);
        create("later", "");
        tenant.awaitReady("later", "True", "Ready");
        assertThat(without("later", pods())).isEqualTo(pods);

        tenant.deployment("gpu").delete();
        Tenant.eventually(() -> assertThat(tenant.deployment("gpu").get()).isNotNull());
        assertThat(image("gpu")).isEqualTo("registry.local/sglang:2");
    }

    private OperatorJar run(ControlPlane controlPlane, String... defaults) {
        var flags =
                new ArrayList<>(List.of("--namespaces", tenant.namespace(), "--allowed-image-prefixes", "example.com"));
        flags.addAll(List.of(defaults));
        return OperatorJar.run(controlPlane, flags.toArray(String[]::new));
    }

    private void create(String name, String more) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec:
                  model: {path: /models/tiny}
                  %s
                """.formatted(name, more));
    }

    private String image(String name) {
        return ServerContainers.of(tenant.deployment(name).get()).getImage();
    }

    /** Name and restarts of each pod. */
    private Map<String, Integer> pods() {
        return tenant.client().pods().inNamespace(tenant.namespace()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), UpgradeIT::restarts));
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0).getRestartCount();
    }

    /** Generation of each Deployment, which counts the changes of its spec, and so of its template. */
    private Map<String, Long> deployments() {
        return tenant.client().apps().deployments().inNamespace(tenant.namespace()).list().getItems().stream()
                .collect(Collectors.toMap(
                        deployment -> deployment.getMetadata().getName(),
                        deployment -> deployment.getMetadata().getGeneration()));
    }

    private Map<String, String> versions(String... names) {
        var versions = new TreeMap<String, String>();
        for (var name : names) {
            Deployment deployment = tenant.deployment(name).get();
            versions.put("Deployment " + name, deployment.getMetadata().getResourceVersion());
            versions.put(
                    "Service " + name,
                    tenant.kubernetesService(name).get().getMetadata().getResourceVersion());
        }
        return versions;
    }

    private static <V> Map<String, V> without(String name, Map<String, V> all) {
        return all.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(name))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
