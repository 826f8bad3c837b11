package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.fixtures.CauseCase;
import io.embeddingops.fixtures.Given;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.leadership.Leadership;
import io.embeddingops.reconciler.OperatorFactory;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of causes.csv with objects of a real API server: pods and Events are created and their status is written, with
 * times that are shifted so that the first pod was created at ten o'clock.
 */
@Execution(ExecutionMode.CONCURRENT)
class CauseReplayIT {

    private static final String DAY = "2026-11-24T";
    private static final Instant TEN = Instant.parse(DAY + "10:00:00Z");
    private static final Instant DELETED = Instant.parse(DAY + "10:05:35Z");
    private static final Pattern TIME = Pattern.compile(DAY + "[0-9:]{8}Z");
    private static final String SERVICE = "tiny";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static ControlPlane controlPlane;

    /** Without controllers, which would delete the pods of nodes that do not exist. */
    @BeforeAll
    static void start() {
        controlPlane =
                ControlPlane.up("it-causes-" + ProcessHandle.current().pid(), "--profile", "api", "--crds", "crds");
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    /** What has been created, and how its times differ from those of the case. */
    private record Replay(Tenant tenant, Instant created, Optional<Instant> deleted) {

        Instant at(Instant time) {
            return deleted.filter(end -> time.equals(DELETED))
                    .orElseGet(() -> created.plus(Duration.between(TEN, time)));
        }

        /** The time of the observation keeps its distance to the deletion, for which the API server may have needed a while. */
        Instant now(Instant time) {
            return deleted.map(end -> end.plus(Duration.between(DELETED, time))).orElseGet(() -> at(time));
        }

        String shifted(String text) {
            return TIME.matcher(text)
                    .replaceAll(found -> at(Instant.parse(found.group())).toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.embeddingops.fixtures.CauseCase#all")
    void causeIsNamed(CauseCase given) throws BadConfigException {
        try (var tenant = new Tenant(controlPlane)) {
            tenant.createServiceAccount();
            tenant.create("""
                    apiVersion: embeddingops.io/v1alpha1
                    kind: EmbeddingService
                    metadata: {name: %s}
                    spec:
                      model: {path: /models/tiny}
                      server: {resources: {limits: {memory: 12Gi}}}
                    """.formatted(SERVICE));
            var replay = create(tenant, given.metadata(), given.spec());
            writeStatus(tenant, "a", replay.shifted("{" + given.status() + "}"));
            if (replay.deleted().isPresent()) {
                pod(tenant, Given.object("metadata: {name: b}", Pod.class));
                writeStatus(tenant, "b", CauseCase.WAITING);
            }
            given.event().ifPresent(event -> writeEvent(replay, event));
            assertCause(replay, replay.now(given.now()), given.reason(), replay.shifted(given.message()));
        }
    }

    private static Replay create(Tenant tenant, String metadata, String spec) {
        var node = spec.contains("nodeName") || spec.contains("schedulingGates") ? "" : "nodeName: n1, ";
        var pod = Given.object("metadata: {name: a, %s}\nspec: {%s%s}".formatted(metadata, node, spec), Pod.class);
        var isDeleted = pod.getMetadata().getDeletionTimestamp() != null;
        pod.getMetadata().setDeletionTimestamp(null);
        var created = pod(tenant, pod);
        var begin = Instant.parse(created.getMetadata().getCreationTimestamp());
        if (!isDeleted) {
            return new Replay(tenant, begin, Optional.empty());
        }
        var resource = tenant.client().pods().inNamespace(tenant.namespace()).withName("a");
        resource.withGracePeriod(Duration.between(TEN, DELETED).toSeconds()).delete();
        var deleted = resource.get().getMetadata().getDeletionTimestamp();
        return new Replay(tenant, begin, Optional.of(Instant.parse(deleted)));
    }

    private static Pod pod(Tenant tenant, Pod pod) {
        pod.setStatus(null);
        pod.getMetadata().setNamespace(tenant.namespace());
        pod.getMetadata().setLabels(Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.SERVICE, SERVICE));
        if (pod.getSpec() == null) {
            pod.setSpec(Given.object("spec: {}", Pod.class).getSpec());
        }
        var containers = pod.getSpec().getContainers();
        pod.getSpec()
                .setContainers(withImages(
                        containers.isEmpty()
                                ? List.of(new ContainerBuilder()
                                        .withName("server")
                                        .build())
                                : containers));
        pod.getSpec().setInitContainers(withImages(pod.getSpec().getInitContainers()));
        return tenant.client().resource(pod).create();
    }

    private static List<Container> withImages(List<Container> containers) {
        return containers.stream()
                .map(container -> new ContainerBuilder(container).withImage("s").build())
                .toList();
    }

    private static void writeStatus(Tenant tenant, String name, String yaml) {
        var status = Given.object(yaml, PodStatus.class);
        tenant.client().pods().inNamespace(tenant.namespace()).withName(name).editStatus(pod -> {
            pod.setStatus(status);
            return pod;
        });
    }

    private static void writeEvent(Replay replay, CauseCase.PodEvent event) {
        var tenant = replay.tenant();
        var pod = tenant.client()
                .pods()
                .inNamespace(tenant.namespace())
                .withName("a")
                .get();
        var time = replay.at(event.time()).toString();
        tenant.client()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("a.1")
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Pod")
                        .withName("a")
                        .withNamespace(tenant.namespace())
                        .withUid(pod.getMetadata().getUid())
                        .withFieldPath(event.container().orElse(null))
                        .endInvolvedObject()
                        .withReason(event.reason())
                        .withMessage(event.message())
                        .withFirstTimestamp(time)
                        .withLastTimestamp(time)
                        .withType("Warning")
                        .build())
                .create();
    }

    private static void assertCause(Replay replay, Instant now, String reason, String message)
            throws BadConfigException {
        var tenant = replay.tenant();
        var operator = OperatorFactory.create(
                OperatorConfig.read(Map.of("--namespaces", tenant.namespace()), Map.of()),
                tenant.operatorClient(Kinds.all()),
                new SimpleMeterRegistry(),
                Clock.fixed(now, ZoneOffset.UTC),
                new Leadership(() -> {}));
        operator.start();
        try {
            Tenant.eventually(() -> assertThat(tenant.deployment(SERVICE).get()).isNotNull());
            tenant.deployment(SERVICE).editStatus(deployment -> {
                deployment.setStatus(new DeploymentStatusBuilder()
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .withReplicas(1)
                        .withUpdatedReplicas(1)
                        .build());
                return deployment;
            });
            tenant.awaitCondition(SERVICE, LIMIT, condition -> matches(condition, reason, message));
        } finally {
            operator.stop();
        }
    }

    private static boolean matches(Condition condition, String reason, String message) {
        return condition.reason().equals(reason) && condition.message().equals(message);
    }
}
