package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that the API server does not accept delay no other service. */
@ExtendWith(SharedControlPlane.class)
class StarvationIT {

    private static final int GOOD = 5;
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    /** Longer than the API server waits for a webhook. */
    private static final Duration FIRST_ATTEMPTS = Duration.ofSeconds(12);

    @Test
    void answersWithStatus500DelayNoOtherService(Tenant tenant) {
        tenant.startOperator();
        var alone = firstStatus(tenant, "alone");
        refuse(tenant, "https://127.0.0.1:9/");
        create(tenant, 50);
        assertThat(firstStatus(tenant, "beside")).isLessThan(alone.plus(MAX_DELAY));
        tenant.awaitReady("bad-49", "False", "AdmissionRefused");
    }

    @Test
    void webhookThatDoesNotAnswerDelaysNoOtherNamespace(ControlPlane controlPlane, Tenant slow) throws IOException {
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                var other = new Tenant(controlPlane)) {
            slow.startOperator("--namespaces", slow.namespace() + "," + other.namespace());
            var alone = firstStatus(other, "alone");
            refuse(slow, "https://127.0.0.1:" + silent.getLocalPort() + "/");
            create(slow, 30);
            pause(FIRST_ATTEMPTS);
            assertThat(firstStatus(other, "beside")).isLessThan(alone.plus(MAX_DELAY));
            assertThat(slow.awaitReady("bad-0", "False", "AdmissionRefused").message())
                    .contains("the admission webhook hook.example.com cannot be called");
        }
    }

    private static void create(Tenant tenant, int services) {
        IntStream.range(0, services).forEach(number -> tenant.create(Tenant.gpuService("bad-" + number)));
    }

    /** The median time from the creation of a service to its first status. */
    private static Duration firstStatus(Tenant tenant, String name) {
        var times = IntStream.range(0, GOOD)
                .mapToLong(number -> firstStatusOf(tenant, name + "-" + number))
                .sorted();
        return Duration.ofNanos(median(times));
    }

    private static long median(LongStream sorted) {
        return sorted.skip(GOOD / 2).findFirst().orElseThrow();
    }

    private static long firstStatusOf(Tenant tenant, String name) {
        var begin = System.nanoTime();
        tenant.create(Tenant.gpuService(name));
        tenant.awaitCondition(name, any -> true);
        return System.nanoTime() - begin;
    }

    private static void pause(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        Tenant.eventually(() -> assertThat(System.nanoTime()).isGreaterThan(end));
    }

    /** A webhook for Deployments of services named bad. */
    private static void refuse(Tenant tenant, String url) {
        tenant.client().resource("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingWebhookConfiguration
                        metadata: {name: %1$s}
                        webhooks:
                        - name: hook.example.com
                          clientConfig: {url: "%2$s"}
                          admissionReviewVersions: [v1]
                          sideEffects: None
                          timeoutSeconds: 10
                          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                          matchConditions: [{name: bad, expression: "object.metadata.name.startsWith('bad')"}]
                          rules:
                          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
                        """.formatted(tenant.namespace(), url)).create();
    }
}
