package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Causes outside the server's container. The pods are created by the real controllers; their states are set here. */
@ExtendWith(SharedControlPlane.class)
class CausesIT {

    private static final String EVICTED =
            "phase: Failed\nreason: Evicted\nmessage: 'The node was low on resource: ephemeral-storage. '";

    private static final String REJECTED = """
            phase: Failed
            reason: UnexpectedAdmissionError
            message: 'Pod was rejected: Allocate failed due to no healthy devices present'
            """;

    private Tenant tenant;

    @BeforeEach
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    @Test
    void floodOfRejectedPodsIsNamedAtOnceAndReportedAFewTimes() {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        ((Logger) LoggerFactory.getLogger("io.embeddingops.services")).addAppender(log);
        create("flood");
        var begin = Instant.now();
        status(next("flood"), REJECTED);
        tenant.awaitReady("flood", "False", "PodRejected", Duration.ofSeconds(2));
        for (var pod = 1; pod < 50; pod++) {
            status(next("flood"), REJECTED);
        }
        var ready = tenant.awaitCondition("flood", found -> found.message().contains("at least 50 pods in a row"));
        assertThat(ready.reason()).isEqualTo("PodRejected");
        assertThat(ready.message()).contains("UnexpectedAdmissionError", "device plugin");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(2));
        ((Logger) LoggerFactory.getLogger("io.embeddingops.services")).detachAppender(log);
        assertThat(List.copyOf(log.list))
                .filteredOn(line -> line.getFormattedMessage().contains("flood"))
                .hasSizeBetween(1, 5);
        assertThat(tenant.events("flood"))
                .hasSizeLessThanOrEqualTo(3)
                .extracting(Event::getReason)
                .contains("PodRejected");
    }

    @Test
    void evictedPodsAreNamedUntilALaterOneStarts() {
        create("evicted");
        status(next("evicted"), EVICTED);
        var ready = tenant.awaitReady("evicted", "False", "PodEvicted");
        assertThat(ready.message()).contains("low on resource: ephemeral-storage", "requests.ephemeral-storage");
        status(next("evicted"), running("false"));
        tenant.awaitReady("evicted", "False", "LoadingModel");
    }

    @Test
    void neighboursGatesAndSandboxesAreNamed() {
        create("sidecar");
        var pod = next("sidecar");
        status(pod, """
                phase: Running
                startTime: "%1$s"
                conditions: [{type: PodScheduled, status: "True"}, {type: Ready, status: "False"}]
                containerStatuses:
                - {name: server, image: s, imageID: s, ready: true, started: true, restartCount: 0, state: {running: {startedAt: "%1$s"}}}
                - name: proxy
                  image: p
                  imageID: p
                  ready: false
                  restartCount: 3
                  state: {waiting: {reason: CrashLoopBackOff}}
                  lastState: {terminated: {exitCode: 1, reason: Error, message: "cannot reach --api-key sk-abc"}}
                """.formatted(now()));
        var ready = tenant.awaitReady("sidecar", "False", "ContainerFailed");
        assertThat(ready.message()).contains("container proxy exited with code 1: cannot reach --api-key ***");
        assertThat(tenant.events("sidecar"))
                .allSatisfy(event -> assertThat(event.getMessage()).doesNotContain("sk-abc"));
    }

    @Test
    void schedulerThatIsNotThereIsNamedAfterAMinute() {
        create("nobody");
        var ready = tenant.awaitReady("nobody", "False", "Unscheduled", Duration.ofSeconds(90));
        assertThat(ready.message()).contains("check that the scheduler none is running");
    }

    @Test
    void pausedDeploymentIsNamed() {
        create("paused");
        next("paused");
        Tenant.edit(tenant.deployment("paused"), deployment -> {
            deployment.getSpec().setPaused(true);
            return deployment;
        });
        tenant.edit("paused", "model: {path: /models/other}\ndevice: cpu\npod: {schedulerName: none}");
        tenant.awaitCondition("paused", ready -> true);
        status(next("paused"), running("true").replace("Ready, status: \"False\"", "Ready, status: \"True\""));
        var ready = tenant.awaitCondition("paused", found -> found.message().contains("is paused"));
        assertThat(ready.message()).contains("kubectl rollout resume deployment/paused");
    }

    private void create(String name) {
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: %s}
                spec: {model: {path: /models/m}, %s}
                """.formatted(name, SimulatedPod.UNSCHEDULED));
    }

    /** The pod that has not failed. */
    private Pod next(String service) {
        var found = new ArrayList<Pod>();
        Tenant.eventually(() -> {
            found.clear();
            pods(service).stream()
                    .filter(pod -> !"Failed".equals(pod.getStatus().getPhase()))
                    .forEach(found::add);
            assertThat(found).hasSize(1);
        });
        return found.get(0);
    }

    private List<Pod> pods(String service) {
        return tenant.client()
                .pods()
                .inNamespace(tenant.namespace())
                .withLabels(Map.of("embeddingops.io/service", service))
                .list()
                .getItems();
    }

    private void status(Pod pod, String yaml) {
        var wanted = Serialization.unmarshal(yaml, PodStatus.class);
        tenant.client()
                .resource(pod)
                .editStatus(now -> new PodBuilder(now).withStatus(wanted).build());
    }

    private static String running(String started) {
        return """
                phase: Running
                startTime: "%1$s"
                conditions: [{type: PodScheduled, status: "True"}, {type: Ready, status: "False"}]
                containerStatuses:
                - {name: server, image: s, imageID: s, ready: false, started: %2$s, restartCount: 0, state: {running: {startedAt: "%1$s"}}}
                """.formatted(now(), started);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
