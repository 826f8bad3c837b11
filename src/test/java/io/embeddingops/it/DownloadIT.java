package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.fixtures.DownloadPod;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Downloads on a real API server, with the kubelet and the download played by the test. */
@ExtendWith(SharedControlPlane.class)
class DownloadIT {

    private static final String NAME = "tiny";

    private final DownloadPod download = new DownloadPod();
    private Tenant tenant;
    private SimulatedPod pod;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
        pod = new SimulatedPod(tenant, NAME);
        startOperator();
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {source: {huggingFace: {repo: acme/tiny}}}, port: %d, verification: {mode: "Off"}, %s}
                """.formatted(NAME, download.port(), SimulatedPod.UNSCHEDULED));
    }

    @AfterEach
    void stop() {
        download.close();
    }

    @Test
    void downloadIsSeenWhileItHappensAndRememberedAfterIt() {
        download.report("Downloading", 100, 1000);
        report(download.running(0));
        awaitMessage("ModelDownloading", ": 100 bytes of 1.0 kB (10 %), 100 bytes/s, 9 s left");
        var version = version();
        download.report("Downloading", 149, 1000);
        var asked = download.requests();
        Tenant.eventually(() -> assertThat(download.requests()).isGreaterThan(asked));
        assertThat(version()).isEqualTo(version);
        download.report("Downloading", 900, 1000);
        awaitMessage("ModelDownloading", ": 900 bytes of 1.0 kB (90 %), 100 bytes/s, 1 s left");

        report(download.succeeded("c0ffee", ",\"moved\":\"beef\""));
        Tenant.eventually(() -> assertThat(model().revision()).isEqualTo("c0ffee"));
        assertThat(model().source()).isEqualTo(DownloadPod.SOURCE);
        assertThat(model().newerRevision()).isEqualTo("beef");
        assertThat(model().size()).isEqualTo(1000);
        assertThat(model().digest()).isEqualTo("sha256:aa");
        Tenant.eventually(() -> assertThat(settings().getData().get("revision")).contains("c0ffee"));
        Tenant.eventually(() ->
                assertThat(tenant.events(NAME)).extracting(Event::getReason).contains("NewerRevision"));

        pod.serve(1);
        Tenant.eventually(() -> assertThat(ready().reason()).isNotEqualTo("ModelDownloading"));
        var written = settings().getMetadata().getResourceVersion();
        tenant.stopOperator();
        startOperator();
        tenant.edit(NAME, "model: {source: {huggingFace: {repo: acme/tiny}}}\nreplicas: 0");
        tenant.awaitReady(NAME, "True", "ScaledToZero");
        assertThat(model().revision()).isEqualTo("c0ffee");
        assertThat(settings().getMetadata().getResourceVersion()).isEqualTo(written);
        assertThat(tenant.events(NAME))
                .filteredOn(event -> event.getReason().equals("NewerRevision"))
                .hasSize(1);
    }

    @Test
    void failedDownloadIsNamedUntilTheNextAttemptGetsFurther() {
        report(download.failed(3, "ModelUnauthorized", "the repository is gated"));
        awaitMessage(
                "ModelUnauthorized",
                " cannot download hf://acme/tiny@main: the repository is gated (see"
                        + " spec.model.source.huggingFace.tokenSecret; restarts so far: 3)");
        assertThat(tenant.service(NAME).get().getStatus().condition(Condition.STALLED))
                .isEmpty();
        download.report("Resolving", 0, 1000);
        var asked = download.requests();
        report(download.again(4, "ModelUnauthorized", "the repository is gated"));
        Tenant.eventually(() -> assertThat(download.requests()).isGreaterThan(asked));
        awaitMessage("ModelUnauthorized", "restarts so far: 4)");
        download.report("Downloading", 500, 1000);
        awaitMessage("ModelDownloading", ": 500 bytes of 1.0 kB (50 %), 100 bytes/s, 5 s left");
    }

    private void startOperator() {
        tenant.startOperator("--probe-via", "direct", "--fetch-image", "example.com/operator:1");
    }

    private void report(String status) {
        var name = pod.get().getMetadata().getName();
        tenant.client().pods().inNamespace(tenant.namespace()).withName(name).editStatus(found -> {
            found.setStatus(Given.object(status, PodStatus.class));
            return found;
        });
    }

    private void awaitMessage(String reason, String end) {
        tenant.awaitCondition(
                NAME,
                Duration.ofSeconds(60),
                condition -> condition.reason().equals(reason)
                        && condition
                                .message()
                                .startsWith("pod " + pod.get().getMetadata().getName() + " ")
                        && condition.message().endsWith(end));
    }

    private Condition ready() {
        return tenant.service(NAME).get().getStatus().condition(Condition.READY).orElseThrow();
    }

    private ModelStatus model() {
        return tenant.service(NAME).get().getStatus().model();
    }

    private String version() {
        return tenant.service(NAME).get().getMetadata().getResourceVersion();
    }

    private ConfigMap settings() {
        return tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName(NAME + "-model")
                .get();
    }
}
