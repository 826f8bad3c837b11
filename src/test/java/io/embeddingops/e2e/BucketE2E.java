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

/** A model in a bucket of a real S3 server. */
@EnabledIfSystemProperty(named = "e2e.sources", matches = "true")
@ExtendWith(RealNode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BucketE2E {

    private static final Duration START = Pace.of(240);
    private static final Duration FOUND = Pace.of(90);
    private static final String CACHE = "bucket-cache";
    private static final String SERVICE = "bucket";

    private static Bucket bucket;
    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        bucket = Bucket.start(RealNode.address(controlPlane));
        bucket.put(SglangService.model(SglangService.MINILM), "text/minilm");
        tenant = new Tenant(controlPlane)
                .startOperator(
                        "--allowed-host-paths",
                        SglangService.allowedHostPaths(),
                        "--allowed-secrets",
                        "bucket-*",
                        "--fetch-image",
                        OperatorImage.imported(controlPlane),
                        "--s3-endpoint",
                        "http://" + bucket.address());
        tenant.client()
                .load(SharedCache.manifest(CACHE, tenant.namespace(), SharedCache.directory()))
                .create();
        Bucket.createSecret(tenant.client(), tenant.namespace(), "bucket-keys", Bucket.secretKey());
        Bucket.createSecret(tenant.client(), tenant.namespace(), "bucket-wrong", "not-the-secret-key");
        create(SERVICE, "text/minilm", "bucket-keys");
        create("wrong", "text/minilm", "bucket-wrong");
        create("absent", "text/absent", "bucket-keys");
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    @Test
    @Order(1)
    void wrongKeysAreNamed() {
        var found = new LiveService(tenant, "wrong").awaitFailure("ModelUnauthorized", FOUND);
        assertThat(found.message())
                .contains("model.source.s3.credentialsSecret", "AWS_SECRET_ACCESS_KEY")
                .doesNotContain("not-the-secret-key");
        tenant.service("wrong").delete();
    }

    @Test
    @Order(2)
    void missingPrefixIsNamed() {
        var found = new LiveService(tenant, "absent").awaitFailure("ModelNotFound", FOUND);
        assertThat(found.message()).contains("s3://models/text/absent");
        tenant.service("absent").delete();
    }

    @Test
    @Order(3)
    void modelIsServedAsTheReferenceHasIt() {
        var service = new LiveService(tenant, SERVICE);
        service.awaitReady(START);
        ServingTests.run(service, SglangService.model(SglangService.MINILM), "test_vectors.py");
        var model = service.resource().getStatus().model();
        assertThat(model.source()).isEqualTo("s3://models/text/minilm");
        assertThat(model.size()).isGreaterThan(90_000_000L);
    }

    @Test
    @Order(4)
    void deletedPodStartsWithoutTheBucket() {
        bucket.close();
        var requests = bucket.requests();
        var service = new LiveService(tenant, SERVICE);
        var uid = service.pod().getMetadata().getUid();
        service.podResources().delete();
        Tenant.within(
                START, () -> assertThat(service.pod().getMetadata().getUid()).isNotEqualTo(uid));
        service.awaitReady(START);
        assertThat(bucket.requests()).isEqualTo(requests);
    }

    private static void create(String name, String prefix, String secret) {
        LiveService.create(tenant, name, SglangService.MINILM, """
                model:
                  path: null
                  source: {hostPath: null, s3: {uri: 's3://%s/%s', credentialsSecret: {name: %s}}}
                  cache: {persistentVolumeClaim: {claimName: %s}}
                """.formatted(Bucket.NAME, prefix, secret, CACHE));
    }
}
