package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model in an image, which containerd pulls from a registry and mounts as a volume. */
@EnabledIfSystemProperty(named = "e2e.sources", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(60);
    private static final String SERVICE = "packed";

    private static Registry registry;
    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        registry = Registry.start();
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-image-prefixes",
                        "registry.local," + registry.address());
        var reference = registry.push(SglangService.model(SglangService.MINILM), "models/minilm");
        create(SERVICE, reference);
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    @Order(1)
    void modelIsServedAsTheReferenceHasIt() {
        var service = new LiveService(tenant, SERVICE);
        service.awaitReady(START);
        ServingTests.run(service, SglangService.model(SglangService.MINILM), "test_vectors.py");
        assertThat(registry.pulledBlobs()).isPositive();
    }

    @Test
    @Order(2)
    void deletedPodPullsNothing() {
        var service = new LiveService(tenant, SERVICE);
        var before = registry.pulledBlobs();
        var uid = service.pod().getMetadata().getUid();
        service.podResources().delete();
        Tenant.within(
                START, () -> assertThat(service.pod().getMetadata().getUid()).isNotEqualTo(uid));
        service.awaitReady(START);
        assertThat(registry.pulledBlobs()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void missingImageIsNamed() {
        create("absent", registry.address() + "/models/absent:v1");
        var found = new LiveService(tenant, "absent").awaitFailure("ImagePullFailed", FOUND);
        assertThat(found.message()).contains("models/absent:v1", "spec.model.source.image.reference", "not found");
    }

    private static void create(String name, String reference) {
        LiveService.create(tenant, name, SglangService.MINILM, """
                model: {path: null, source: {hostPath: null, image: {reference: '%s'}}}
                """.formatted(reference));
    }
}
