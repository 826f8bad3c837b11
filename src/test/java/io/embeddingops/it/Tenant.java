package io.embeddingops.it;

import io.embeddingops.EmbeddingOperator;
import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.client.ClusterSerialization;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** A new namespace, and an operator that serves only this namespace. */
public final class Tenant implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final KubernetesClient client;
    private final String namespace;
    private final List<EmbeddingOperator> operators = new ArrayList<>();
    private final List<KubernetesClient> operatorClients = new ArrayList<>();

    public Tenant(ControlPlane controlPlane) {
        client = controlPlane.client();
        namespace = "t-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    public KubernetesClient client() {
        return client;
    }

    public String namespace() {
        return namespace;
    }

    /** Creates the default service account, which would be the task of the controller manager. */
    public void createServiceAccount() {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    public Tenant startOperator(String... flags) {
        var settings = new HashMap<>(Map.of(
                "--namespaces", namespace,
                "--allowed-image-prefixes", "example.com,registry.local",
                "--fetch-image", "registry.local/embedding-operator:v1"));
        for (var i = 0; i < flags.length; i += 2) {
            settings.put(flags[i], flags[i + 1]);
        }
        try {
            operators.add(EmbeddingOperator.start(
                    OperatorConfig.read(settings, Map.of()),
                    operatorClient(Kinds.all()),
                    new SimpleMeterRegistry(),
                    () -> {}));
        } catch (BadConfigException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    /** A client with the operator's own serialization, for an operator within the test. */
    KubernetesClient operatorClient(Kinds kinds) {
        var operatorClient = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withKubernetesSerialization(ClusterSerialization.create(kinds))
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
        operatorClients.add(operatorClient);
        return operatorClient;
    }

    public void stopOperator() {
        operators.forEach(EmbeddingOperator::close);
        operators.clear();
    }

    public EmbeddingService create(String yaml) {
        return client.resource(read(yaml)).create();
    }

    public EmbeddingService read(String yaml) {
        var service = client.getKubernetesSerialization().unmarshal(yaml, EmbeddingService.class);
        service.getMetadata().setNamespace(namespace);
        return service;
    }

    /** A service with one GPU that any GPU node can take. */
    public static String gpuService(String name) {
        return """
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec:
                  model: {path: /models/tiny}
                """.formatted(name);
    }

    public Resource<EmbeddingService> service(String name) {
        return client.resources(EmbeddingService.class).inNamespace(namespace).withName(name);
    }

    public Resource<Deployment> deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name);
    }

    public Resource<Service> kubernetesService(String name) {
        return client.services().inNamespace(namespace).withName(name);
    }

    /** Replaces the spec. */
    public void edit(String name, EmbeddingServiceSpec spec) {
        edit(service(name), service -> {
            service.setSpec(spec);
            return service;
        });
    }

    /** Replaces the spec with that YAML. */
    public void edit(String name, String spec) {
        edit(name, client.getKubernetesSerialization().unmarshal(spec, EmbeddingServiceSpec.class));
    }

    /** Edits the object, and retries if the operator or a controller wrote it concurrently. */
    public static <T> void edit(Resource<T> resource, UnaryOperator<T> change) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException conflict && conflict.getCode() == 409)
                .until(() -> resource.edit(change) != null);
    }

    /** Waits until the Ready condition has that status and reason, and returns it. */
    public Condition awaitReady(String name, String status, String reason) {
        return awaitReady(name, status, reason, TIMEOUT);
    }

    public Condition awaitReady(String name, String status, String reason, Duration limit) {
        return awaitCondition(
                name,
                limit,
                condition ->
                        condition.status().equals(status) && condition.reason().equals(reason));
    }

    public Condition awaitCondition(String name, Predicate<Condition> expected) {
        return awaitCondition(name, TIMEOUT, expected);
    }

    public Condition awaitCondition(String name, Duration limit, Predicate<Condition> expected) {
        var last = new Condition[1];
        Awaitility.await("Ready condition of " + name)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var service = service(name).get();
                    last[0] = service.getStatus() == null
                            ? null
                            : service.getStatus().condition(Condition.READY).orElse(null);
                    if (last[0] == null
                            || !service.getMetadata()
                                    .getGeneration()
                                    .equals(service.getStatus().observedGeneration())
                            || !expected.test(last[0])) {
                        throw new AssertionError("Ready is " + last[0]);
                    }
                });
        return last[0];
    }

    public List<Event> events(String name) {
        return client.v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", name)
                .withField("involvedObject.kind", EmbeddingService.KIND)
                .list()
                .getItems();
    }

    public static void eventually(ThrowingRunnable assertion) {
        within(TIMEOUT, assertion);
    }

    public static void within(Duration limit, ThrowingRunnable assertion) {
        Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    @Override
    public void close() {
        stopOperator();
        operatorClients.forEach(KubernetesClient::close);
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
