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

/** Each thing that can be wrong has its own reason and a sentence to act on, and goes when it is put right. */
@ExtendWith(RealNode.class)
class CausesE2E {

    private static final Duration FOUND = Pace.of(90);
    private static final Duration START = Pace.of(120);

    /** A failed mount is tried again after up to 32 s by then; we look every 15 s. */
    private static final Duration NEXT_MOUNT = Pace.of(90);

    /** A server that loads has left its trouble behind; that it ends well is for others to prove. */
    private static final Set<String> PAST = Set.of("PodStarting", "LoadingModel", "RolloutInProgress", "Ready");

    private static final Path LATE = Path.of("target/e2e/late-model").toAbsolutePath();

    private static Tenant tenant;

    /** All at once, since each takes its time to show. */
    @BeforeAll
    static void breakAll(ControlPlane controlPlane) {
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
    static void clear() throws Exception {
        tenant.close();
        if (Files.isSymbolicLink(LATE)) {
            Files.delete(LATE);
        }
    }

    @Test
    void aDirectoryThatTheNodeLacks() throws Exception {
        var found = found("no-directory", "VolumeMountFailed");
        assertThat(found.message()).contains("hostPath type check failed", LATE + " is not a directory");
        Files.createSymbolicLink(LATE, SglangService.model(SglangService.TINY));
        past("no-directory", NEXT_MOUNT);
    }

    @Test
    void aFileInsteadOfADirectory() {
        var found = found("file", "VolumeMountFailed");
        assertThat(found.message()).contains("config.json is not a directory");
        heal("file", "{}");
    }

    @Test
    void aPathThatTheImageLacks() {
        var found = found("no-model", "ModelLoadFailed");
        assertThat(found.message())
                .containsPattern(
                        "exited with code 1 before it was ready: .*/models/absent.*\\(restarts so far: \\d+\\)");
        heal("no-model", "{}");
    }

    @Test
    void anImageThatDoesNotExist() {
        var found = found("no-image", "ImagePullFailed");
        assertThat(found.message()).contains("cannot pull its image registry.local/absent:1: ");
        heal("no-image", "{}");
    }

    @Test
    void tooLittleMemory() {
        var found = found("small", "OutOfMemory");
        assertThat(found.message()).contains("limit of 200Mi", "raise spec.server.resources.limits.memory");
        heal("small", "server: {resources: {limits: {memory: 8Gi}}}");
    }

    @Test
    void aGpuThatNoNodeHas() {
        var found = found("no-gpu", "InsufficientResources");
        assertThat(found.message()).contains("Insufficient nvidia.com/gpu");
        new LiveService(tenant, "no-gpu")
                .edit(SglangService.TINY, "{device: gpu, pod: {nodeSelector: {embeddingops.io/node: null}}}");
        new LiveService(tenant, "no-gpu").awaitReady(START);
    }

    @Test
    void aClaimThatIsNotBound() {
        var found = found("no-claim", "Unscheduled");
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
        var found = service.awaitTrouble(reason, FOUND);
        Tenant.eventually(() -> assertThat(service.told(reason, Instant.EPOCH)).isNotEmpty());
        return found;
    }

    private static void heal(String name, String changes) {
        new LiveService(tenant, name).edit(SglangService.TINY, changes);
        past(name, FOUND);
    }

    private static void past(String name, Duration limit) {
        tenant.awaitCondition(name, limit, condition -> PAST.contains(condition.reason()));
        tenant.service(name).delete();
    }
}
