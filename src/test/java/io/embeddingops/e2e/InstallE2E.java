package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator as a pod: installed, used, upgraded and removed with Helm, with takeovers when the leader fails. */
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallE2E {

    private static final Duration READY = Pace.of(15);
    private static final Duration TAKEOVER = Pace.of(20);
    private static final Duration CONVERGED = Pace.of(60);

    private static Tenant tenant;
    private static Installation installation;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        tenant = new Tenant(controlPlane);
        tenant.client()
                .load(BoundClaim.manifest("models", tenant.namespace(), Path.of("/models")))
                .create();
        tenant.client()
                .load(SharedCache.manifest("model-cache", tenant.namespace(), Path.of("/models")))
                .create();
        tenant.client()
                .load(SharedCache.volume("qwen3-embedding-hub-model-cache", tenant.namespace(), Path.of("/models")))
                .create();
        installation = new Installation(controlPlane, tenant);
    }

    @AfterAll
    static void stop() {
        installation.remove();
        tenant.close();
    }

    @Test
    @Order(1)
    void podsAreReadyInTime() {
        installation.install();

        assertThat(installation.pods())
                .hasSize(2)
                .allSatisfy(pod -> assertThat(untilReady(pod)).isLessThanOrEqualTo(READY));
    }

    @Test
    @Order(2)
    void examplesConverge() throws IOException {
        for (var example : examples()) {
            tenant.create(Files.readString(example));
        }
        for (var example : examples()) {
            tenant.awaitReady(name(example), "True", "Ready", CONVERGED);
        }
    }

    @Test
    @Order(3)
    void helmTestPasses() {
        installation.test(); // throws if it fails

        assertThat(tenant.client()
                        .v1()
                        .events()
                        .inNamespace(installation.namespace())
                        .list()
                        .getItems())
                .filteredOn(event -> event.getInvolvedObject().getName().equals(Installation.NAME + "-test"))
                .anyMatch(event -> event.getReason().equals("Started"));
    }

    @Test
    @Order(4)
    void upgradeChangesConfigurationAndCrdButNoServer() {
        var servers = servers();
        var chart = Installation.changed(
                "files/embeddingservices.embeddingops.io-v1.yml", "What is asked for.", "What is wanted.");
        installation.upgrade(chart, "config: {reconcileThreads: 3}");

        assertThat(installation.pods())
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getEnv())
                                .anyMatch(variable -> variable.getName().equals("EMBEDDING_OPERATOR_RECONCILE_THREADS")
                                        && variable.getValue().equals("3")));
        assertThat(crd()).contains("What is wanted.");
        awaitNewService("after-upgrade");
        assertThat(servers()).containsAll(servers);
    }

    @Test
    @Order(5)
    void standbyTakesOverFromAKilledLeader() {
        var leader = installation.leader();
        tenant.client().resource(leader).withGracePeriod(0).delete();

        // a killed leader may still reconcile for a second
        awaitNewService("after-kill");
        awaitAnotherLeader(leader);
        awaitNewService("after-takeover");
    }

    @Test
    @Order(6)
    void standbyTakesOverFromAHungLeader() {
        Tenant.within(
                CONVERGED, () -> assertThat(installation.pods()).hasSize(2).allMatch(InstallE2E::ready));
        var leader = installation.leader();
        new PodProcesses(leader).suspend("/opt/java/bin/java");

        awaitNewService("after-freeze");
        awaitAnotherLeader(leader);
        // it stays Ready until its probe has failed three times
        Tenant.within(
                CONVERGED,
                () -> assertThat(tenant.client().resource(leader).get())
                        .returns(restarts(leader) + 1, InstallE2E::restarts)
                        .matches(InstallE2E::ready));
    }

    @Test
    @Order(7)
    void standbyTakesOverFromAPartitionedLeader() {
        Tenant.within(
                CONVERGED, () -> assertThat(installation.pods()).hasSize(2).allMatch(InstallE2E::ready));
        var leader = installation.leader();
        var cut = Partition.of(leader, tenant.client());
        try {
            awaitNewService("after-partition");
            awaitAnotherLeader(leader);
        } finally {
            cut.close();
        }
    }

    @Test
    @Order(8)
    void servicesAndServersOutliveTheRelease() {
        var servers = servers();
        installation.uninstall();

        Tenant.within(CONVERGED, () -> assertThat(installation.pods()).isEmpty());
        assertThat(crd()).contains("What is wanted.");
        assertThat(servers()).isNotEmpty().isEqualTo(servers);
        assertThat(tenant.service("minimal").get()).isNotNull();
    }

    /** Creates a service and waits until the leader, after a takeover if needed, has made it Ready. */
    private static void awaitNewService(String name) {
        tenant.create(Tenant.gpuService(name));
        Tenant.within(
                TAKEOVER,
                () -> assertThat(tenant.deployment(name).get()).as("Deployment").isNotNull());
        tenant.awaitReady(name, "True", "Ready", CONVERGED);
    }

    private static void awaitAnotherLeader(Pod old) {
        Tenant.within(
                TAKEOVER,
                () -> assertThat(installation.leader().getMetadata().getName())
                        .isNotEqualTo(old.getMetadata().getName()));
    }

    private static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path example) throws IOException {
        return tenant.read(Files.readString(example)).getMetadata().getName();
    }

    private static Set<String> servers() {
        return tenant.client().pods().inNamespace(tenant.namespace()).list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private static String crd() {
        return tenant.client()
                .getKubernetesSerialization()
                .asYaml(tenant.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(EmbeddingService.CRD_NAME)
                        .get());
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0).getRestartCount();
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static Duration untilReady(Pod pod) {
        var ready = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow();
        return Duration.between(
                Instant.parse(pod.getMetadata().getCreationTimestamp()), Instant.parse(ready.getLastTransitionTime()));
    }
}
