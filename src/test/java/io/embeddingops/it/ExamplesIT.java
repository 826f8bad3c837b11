package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.ServerContainers;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example becomes Ready, with exactly its golden objects. */
@ExtendWith(SharedControlPlane.class)
class ExamplesIT {

    private Tenant tenant;
    private List<String> volumes;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator(
                "--allowed-host-paths", "/usr/local/bin",
                "--allowed-image-prefixes", "registry.local,registry.example.com/models",
                "--allowed-secrets", "models-s3,hub-token,embedding-keys,qwen3-embedding-shared-tls",
                "--fetch-image", "registry.example.com/embedding-operator:v1");
        volumes = List.of(
                volume("models", "ReadOnlyMany"),
                volume("model-cache", "ReadWriteMany"),
                // for the claim that the operator makes
                volume("qwen3-embedding-hub-model-cache", "ReadWriteOnce"));
        claim("models", "ReadOnlyMany");
        claim("model-cache", "ReadWriteMany");
        secret("embedding-keys", "search");
        secret("qwen3-embedding-shared-tls", "tls.crt", "tls.key");
    }

    private void secret(String name, String... keys) {
        tenant.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withStringData(Stream.of(keys).collect(Collectors.toMap(key -> key, key -> "x")))
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        volumes.forEach(
                name -> tenant.client().persistentVolumes().withName(name).delete());
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleBecomesReadyWithItsGoldenObjects(Path example) throws IOException {
        var service = tenant.create(Files.readString(example));
        var name = service.getMetadata().getName();
        tenant.awaitReady(name, "True", "Ready");

        var deployment = tenant.deployment(name).get();
        assertThat(deployment.getSpec())
                .isEqualTo(defaulted(example, Deployment.class).getSpec());
        assertThat(normalized(tenant.kubernetesService(name).get()).getSpec())
                .isEqualTo(normalized(defaulted(example, Service.class)).getSpec());
        assertThat(tenant.client()
                        .configMaps()
                        .inNamespace(tenant.namespace())
                        .withName(name + "-plugin-v3")
                        .get()
                        .getBinaryData())
                .containsOnlyKeys("plugin.zip");
        assertThat(tenant.service(name).get().getStatus().url())
                .isEqualTo(scheme(service) + "://" + name + "." + tenant.namespace() + ".svc:"
                        + service.getSpec().port() + "/v1");
        assertThat(gpus(deployment)).isEqualTo(wantedGpus(service));
    }

    private static String scheme(EmbeddingService service) {
        var access = service.getSpec().access();
        return access != null && access.tls() != null ? "https" : "http";
    }

    /** The golden object as the API server would store it. */
    private <T extends HasMetadata> T defaulted(Path example, Class<T> type) throws IOException {
        var golden = Path.of(
                "src/test/resources/golden", example.getFileName().toString().replace(".yaml", ""), "expected.yaml");
        var object = tenant.client().load(Files.newInputStream(golden)).items().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
        object.getMetadata().setNamespace(tenant.namespace());
        object.getMetadata().setName(object.getMetadata().getName() + "-golden");
        if (object instanceof Deployment deployment) {
            deployment.getSpec().getTemplate().getSpec().getInitContainers().forEach(this::inOwnNamespace);
        }
        return tenant.client().resource(object).dryRun(true).create();
    }

    /** The golden objects are in the namespace default. */
    private void inOwnNamespace(Container fetch) {
        fetch.getArgs().replaceAll(word -> word.replace("--used-by=default/", "--used-by=" + tenant.namespace() + "/"));
    }

    private static Service normalized(Service service) {
        service.getSpec().setClusterIP(null);
        service.getSpec().setClusterIPs(List.of());
        service.getSpec().getPorts().forEach(port -> port.setNodePort(null));
        return service;
    }

    private static Map<String, Quantity> gpus(Deployment deployment) {
        return ServerContainers.of(deployment).getResources().getLimits().entrySet().stream()
                .filter(limit -> limit.getKey().equals("nvidia.com/gpu"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Quantity> wantedGpus(EmbeddingService service) {
        if (service.getSpec().device() == Device.CPU) {
            return Map.of();
        }
        var count = service.getSpec().gpu() == null || service.getSpec().gpu().count() == null
                ? 1
                : service.getSpec().gpu().count();
        return Map.of("nvidia.com/gpu", new Quantity(String.valueOf(count)));
    }

    /** Makes a volume that only that claim can have, and returns its name. */
    private String volume(String claim, String accessMode) {
        var name = claim + "-" + tenant.namespace();
        tenant.client()
                .resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(Map.of("storage", new Quantity("5Gi")))
                        .withAccessModes(accessMode)
                        .withStorageClassName("")
                        .withNewClaimRef()
                        .withNamespace(tenant.namespace())
                        .withName(claim)
                        .endClaimRef()
                        .withNewHostPath()
                        .withPath("/models")
                        .endHostPath()
                        .endSpec()
                        .build())
                .create();
        return name;
    }

    private void claim(String name, String accessMode) {
        tenant.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(tenant.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes(accessMode)
                        .withStorageClassName("")
                        .withVolumeName(name + "-" + tenant.namespace())
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity("1Gi")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }
}
