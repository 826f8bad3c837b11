package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Script;
import io.embeddingops.it.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A healthy server with wrong vectors is detected, and changed vectors get no traffic before they are accepted. */
@ExtendWith(RealNode.class)
class VerificationE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration FOUND = Pace.of(60);
    private static final String ENFORCE = "verification: {mode: Enforce}";

    private static Tenant tenant;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane, SglangWrapper.DIRECTORY.toString());
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void serverWithDefaultsIsVerified(SharedServices shared) {
        var service = shared.minilm().service();
        awaitVerified(service, "True", "Verified");
        assertThat(service.resource().getStatus().vectorSpace().dimensions()).isEqualTo(384);
    }

    @Test
    void verifyCommandReportsTheSame(SharedServices shared) {
        var client = new EmbeddingClient(tenant.client(), FOUND);
        var report = Script.run(
                "java",
                "-jar",
                "target/embedding-operator.jar",
                "verify",
                client.resolved(shared.minilm().service().url()));
        assertThat(report).contains("dimensions   384", "passed");
    }

    @Test
    void unstableVectorsFromThePrefixCacheAreDetected() {
        var wrapper = SglangWrapper.of("cached", """
                unset PYTHONPATH   # the plugin would refuse to start
                for argument; do
                  shift
                  case $argument in serve | --disable-radix-cache) ;; *) set -- "$@" "$argument" ;; esac
                done
                exec %s/bin/python -m sglang.launch_server "$@"
                """.formatted(SglangWrapper.venv()));
        var service = LiveService.create(tenant, "cached", SglangService.MINILM, wrapper);
        service.awaitReady(START);
        awaitVerified(service, "False", "UnstableEmbeddings");
        tenant.service("cached").delete();
    }

    @Test
    void pluginRefusesThePrefixCacheForAnEncoder() {
        var service = LiveService.create(tenant, "refused", SglangService.MINILM, "server: {prefixCache: true}");
        assertThat(service.awaitFailure("ServerUnsupported", START).message())
                .contains("set spec.server.prefixCache: false");
        tenant.service("refused").delete();
    }

    @Test
    void serverThatDoesNotEmbedIsDetected() {
        var wrapper = SglangWrapper.of("generating", """
                for argument; do
                  shift
                  case $argument in serve | --is-embedding) ;; *) set -- "$@" "$argument" ;; esac
                done
                exec %s/bin/python -m sglang.launch_server "$@"
                """.formatted(SglangWrapper.venv()));
        var service = LiveService.create(tenant, "generating", SglangService.TINY, wrapper);
        service.awaitReady(START);
        awaitVerified(service, "False", "NotEmbedding");
        tenant.service("generating").delete();
    }

    @Test
    void changedVectorsGetNoTrafficBeforeTheyAreAccepted() {
        var service = LiveService.create(tenant, "guarded", SglangService.TINY, ENFORCE);
        service.awaitReady(START);
        awaitVerified(service, "True", "Verified");
        var old = service.pod().getMetadata().getName();
        var client = new EmbeddingClient(tenant.client(), Pace.of(30));
        var before = client.embed(service.url(), "any", List.of("a text")).get(0);

        try (var load = new ConstantLoad(client, service.url())) {
            service.edit("tiny-qwen3-other", ENFORCE);
            awaitVerified(service, START, "False", "VectorSpaceChanged");
            service.awaitFailure("NotVerified", FOUND);
            assertThat(service.pods()).hasSize(2);
            assertThat(ready(service)).containsExactly(old);
            assertThat(service.eventMessages("VectorSpaceChanged", Instant.EPOCH))
                    .isNotEmpty();
            for (var i = 0; i < 20; i++) {
                var now = client.embed(service.url(), "any", List.of("a text")).get(0);
                assertThat(Vectors.cosine(before, now)).isGreaterThan(0.999);
            }
            load.end();
            assertThat(load.failures()).isEmpty();
        }

        var candidate = service.resource().getStatus().vectorSpace().candidate().id();
        service.edit("tiny-qwen3-other", "{%s, vectorSpace: {id: %s}}".formatted(ENFORCE, candidate));
        service.awaitReady(START);
        awaitVerified(service, "True", "Verified");
        assertThat(service.resource().getStatus().vectorSpace().id()).isEqualTo(candidate);
        Tenant.within(START, () -> assertThat(service.allPods()).hasSize(1).doesNotContain(old));
        var after = client.embed(service.url(), "any", List.of("a text")).get(0);
        assertThat(Vectors.cosine(before, after)).isLessThan(0.99);
    }

    private static List<String> ready(LiveService service) {
        return service.pods().stream()
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")))
                .map(VerificationE2E::name)
                .toList();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static void awaitVerified(LiveService service, String status, String reason) {
        awaitVerified(service, FOUND, status, reason);
    }

    private static void awaitVerified(LiveService service, Duration limit, String status, String reason) {
        Tenant.within(limit, () -> {
            var condition =
                    service.resource().getStatus().condition(Condition.VERIFIED).orElseThrow();
            assertThat(condition)
                    .as(condition.message())
                    .extracting(Condition::status, Condition::reason)
                    .containsExactly(status, reason);
        });
    }
}
