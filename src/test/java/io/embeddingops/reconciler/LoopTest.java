package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.fixtures.Call;
import io.embeddingops.fixtures.MockCluster;
import io.embeddingops.fixtures.TickingClock;
import io.embeddingops.fixtures.Workload;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.leadership.Leadership;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the whole operator against an in-memory API server. */
abstract class LoopTest {

    static final String NAMESPACE = "team-a";
    static final String NAME = "qwen";
    static final String SPEC = "{model: {path: /models/Qwen3-Embedding-0.6B}, server: {image: 'sglang:test'}}";
    static final Predicate<Call> STATUS_WRITES = call -> call.writes() && call.to("/embeddingservices/");
    static final Predicate<Call> APPLIES = call -> call.writes() && (call.to("/deployments/") || call.to("/services/"));

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Pacing PACING =
            new Pacing(Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(3));

    @RegisterExtension
    final MockCluster cluster = new MockCluster();

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** The table of kinds that the operator under test uses. */
    Kinds kinds() {
        return Kinds.all();
    }

    /** How often the operator under test tries again. */
    Pacing pacing() {
        return PACING;
    }

    void start() {
        start(Map.of());
    }

    void start(Map<String, String> flags) {
        try {
            var settings = new HashMap<>(Map.of("--allowed-image-prefixes", "docker.io/library/sglang"));
            settings.putAll(flags);
            var config = OperatorConfig.read(settings, Map.of());
            var clock = new TickingClock(Instant.parse("2030-01-01T00:00:00Z"));
            var leadership = new Leadership(() -> {});
            cluster.run(OperatorFactory.create(
                    config, cluster.operatorClient(), metrics, clock, leadership, kinds(), pacing()));
        } catch (BadConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Starts the operator and creates a service with a ready pod. */
    void startWithReadyService() {
        start();
        create(SPEC);
        eventually(() -> assertThat(deployment().get()).isNotNull());
        workload().ready();
        awaitReason("Ready");
    }

    void create(String spec) {
        create(NAMESPACE, NAME, spec);
    }

    void create(String namespace, String name, String spec) {
        cluster.client()
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion(EmbeddingService.API_VERSION)
                        .withKind(EmbeddingService.KIND)
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToAdditionalProperties("spec", yaml(spec))
                        .build())
                .create();
    }

    /** Replaces the service's spec. */
    void change(String spec) {
        raw().edit(service -> with(service, resource -> resource.setAdditionalProperty("spec", yaml(spec))));
    }

    Resource<GenericKubernetesResource> raw() {
        return cluster.client()
                .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(EmbeddingService.class))
                .inNamespace(NAMESPACE)
                .withName(NAME);
    }

    EmbeddingService service() {
        return service(NAME);
    }

    EmbeddingService service(String name) {
        return cluster.client()
                .resources(EmbeddingService.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    Condition condition(String type) {
        return service().getStatus().condition(type).orElseThrow();
    }

    String reason(String name) {
        var status = service(name).getStatus();
        return status == null
                ? null
                : status.condition(Condition.READY).orElseThrow().reason();
    }

    RollableScalableResource<Deployment> deployment() {
        return deployment(NAME);
    }

    RollableScalableResource<Deployment> deployment(String name) {
        return cluster.client().apps().deployments().inNamespace(NAMESPACE).withName(name);
    }

    ServiceResource<Service> endpoint() {
        return cluster.client().services().inNamespace(NAMESPACE).withName(NAME);
    }

    Workload workload() {
        return new Workload(cluster.client(), NAMESPACE, NAME);
    }

    /** The service's Events, in the order in which they were written. */
    List<Event> events() {
        return cluster.client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> NAME.equals(event.getInvolvedObject().getName()))
                .sorted((left, right) -> Long.compare(version(left), version(right)))
                .toList();
    }

    List<String> eventReasons() {
        return events().stream().map(Event::getReason).toList();
    }

    /** Waits until Ready has that reason for the current spec and the operator is idle. */
    void awaitReason(String reason) {
        eventually(() -> {
            assertThat(service().getStatus()).isNotNull();
            assertThat(service().getStatus().observedGeneration())
                    .isEqualTo(service().getMetadata().getGeneration());
            assertThat(condition(Condition.READY))
                    .as(condition(Condition.READY).message())
                    .extracting(Condition::reason)
                    .isEqualTo(reason);
        });
        awaitIdle();
    }

    /** Runs an action that triggers a reconcile, and waits until the operator is idle again. */
    void awaitReconciled(Runnable action) {
        awaitIdle();
        var before = passes();
        action.run();
        eventually(() -> assertThat(passes()).isGreaterThan(before));
        awaitIdle();
    }

    void awaitIdle() {
        eventually(() -> assertThat(metrics.get("operator.sdk.reconciliations.queue.size.embeddingservice")
                        .gauge()
                        .value())
                .isZero());
    }

    double passes() {
        return count(metrics.find("operator.sdk.reconciliations.started").counters());
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
    }

    private static Object yaml(String text) {
        return Serialization.unmarshal("---\n" + text, Object.class);
    }

    static <T> T with(T object, Consumer<T> change) {
        change.accept(object);
        return object;
    }

    private static double count(Collection<Counter> counters) {
        return counters.stream().mapToDouble(Counter::count).sum();
    }

    private static long version(Event event) {
        return Long.parseLong(event.getMetadata().getResourceVersion());
    }
}
