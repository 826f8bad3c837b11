package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each cause of failure has its own reason and a message with a remedy, which disappear once it is fixed. */
@ExtendWith(RealNode.class)
class CausesE2E {

    private static final Duration FOUND = Pace.of(90);
    private static final Duration START = Pace.of(120);

    /** The kubelet retries a failed mount after up to 32 s, and the operator polls its events every 15 s. */
    private static final Duration NEXT_MOUNT = Pace.of(90);

    /** Reasons after the failure is resolved. Other tests check that loading servers become Ready. */
    private static final Set<String> RESOLVED = Set.of("PodStarting", "LoadingModel", "RolloutInProgress", "Ready");

    private static final Path LATE = Path.of("target/e2e/late-model").toAbsolutePath();

    private static Tenant tenant;

    /** Creates all services at once, since each failure takes time to appear. */
    @BeforeAll
    static void createAll(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane, LATE.getParent().toString());
        create("no-directory", "model: {source: {hostPath: {path: %s}}}".formatted(LATE));
        create(
                "file",
                "model: {source: {hostPath: {path: %s}}}"
                        .formatted(SglangService.model(SglangService.TINY).resolve("config.json")));
        create("no-model", "model: {path: /models/absent, source: null}");
        create("no-image", "server: {image: 'registry.local/absent:1', imagePullPolicy: IfNotPresent}");
        create("small", "server: {resources: {limits: {memory: 200Mi}}}");
        create("no-gpu", "device: gpu");
        create("no-claim", "model: {source: {hostPath: null, persistentVolumeClaim: {claimName: late}}}");
    }

    @AfterAll
    static void cleanUp() throws Exception {
        if (tenant != null) {
            tenant.close();
        }
        if (Files.isSymbolicLink(LATE)) {
            Files.delete(LATE);
        }
    }

    @Test
    void missingDirectoryIsReported() throws Exception {
        var found = found("no-directory", "VolumeMountFailed");
        assertThat(found.message()).contains("hostPath type check failed", LATE + " is not a directory");
        Files.createSymbolicLink(LATE, SglangService.model(SglangService.TINY));
        awaitResolved("no-directory", NEXT_MOUNT);
    }

    @Test
    void fileInsteadOfADirectoryIsReported() {
        var found = found("file", "VolumeMountFailed");
        assertThat(found.message()).contains("config.json is not a directory");
        fix("file", "{}");
    }

    @Test
    void missingModelPathIsReported() {
        var found = found("no-model", "ModelIncomplete");
        assertThat(found.message())
                .containsPattern("/models/absent does not exist: check spec.model.path.*\\(restarts so far: \\d+\\)");
        fix("no-model", "{}");
    }

    @Test
    void missingImageIsReported() {
        var found = found("no-image", "ImagePullFailed");
        assertThat(found.message()).contains("cannot pull its image registry.local/absent:1: ");
        fix("no-image", "{}");
    }

    @Test
    void memoryLimitTooLowIsReported() {
        var found = found("small", "OutOfMemory");
        assertThat(found.message()).contains("limit of 200Mi", "raise spec.server.resources.limits.memory");
        fix("small", "server: {resources: {limits: {memory: 8Gi}}}");
    }

    @Test
    void missingGpuIsReported() {
        var found = found("no-gpu", "InsufficientResources");
        assertThat(found.message()).contains("Insufficient nvidia.com/gpu");
        new LiveService(tenant, "no-gpu")
                .edit(SglangService.TINY, "{device: gpu, pod: {nodeSelector: {embeddingops.io/node: null}}}");
        new LiveService(tenant, "no-gpu").awaitReady(START);
    }

    @Test
    void missingClaimIsReported() {
        var found = found("no-claim", "VolumeMountFailed");
        assertThat(found.message()).contains("persistentvolumeclaim \"late\" not found");
        tenant.client()
                .load(BoundClaim.manifest("late", tenant.namespace(), SglangService.model(SglangService.TINY)))
                .serverSideApply();
        new LiveService(tenant, "no-claim").awaitReady(START);
    }

    private static void create(String name, String changes) {
        LiveService.create(tenant, name, SglangService.TINY, changes);
    }

    private static Condition found(String name, String reason) {
        var service = new LiveService(tenant, name);
        var found = service.awaitFailure(reason, FOUND);
        Tenant.eventually(
                () -> assertThat(service.eventMessages(reason, Instant.EPOCH)).isNotEmpty());
        return found;
    }

    private static void fix(String name, String changes) {
        new LiveService(tenant, name).edit(SglangService.TINY, changes);
        awaitResolved(name, FOUND);
    }

    private static void awaitResolved(String name, Duration limit) {
        tenant.awaitCondition(name, limit, condition -> RESOLVED.contains(condition.reason()));
        tenant.service(name).delete();
    }
}
