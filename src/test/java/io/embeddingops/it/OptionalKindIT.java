package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Changes;
import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.leadership.Leadership;
import io.embeddingops.reconciler.OperatorFactory;
import io.embeddingops.reconciler.Pacing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Optional objects, several of one kind, whose CRD may be missing. */
@ExtendWith(SharedControlPlane.class)
class OptionalKindIT {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String RED = "service: {annotations: {example.com/color: red}}";
    private static final String BLUE = "service: {annotations: {example.com/color: blue}}";

    private static final Kinds KINDS = Kinds.all().with(row("-first")).with(row("-second"));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Tenant tenant;
    private KubernetesClient client;
    private Operator operator;

    private static Kind<Widget> row(String suffix) {
        return Kind.optional(Widget.class, plan -> Widget.build(plan, suffix))
                .named(suffix)
                .needing(Widget.CRD)
                .reactingTo(Changes.ofSpecAndMetadata());
    }

    @BeforeEach
    void start(Tenant own) throws Exception {
        tenant = own;
        client = own.client();
        removeCrd();
        startOperator();
        create("qwen", RED);
    }

    private void startOperator() throws Exception {
        operator = OperatorFactory.create(
                OperatorConfig.read(Map.of("--namespaces", tenant.namespace()), Map.of()),
                tenant.operatorClient(KINDS),
                metrics,
                Clock.systemUTC(),
                new Leadership(() -> {}),
                KINDS,
                new Pacing(LOOK_AGAIN, Pacing.DEFAULT.firstRetry(), Pacing.DEFAULT.longestRetry()));
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
        removeCrd();
    }

    @Test
    void missingCrdIsReportedAndItsKindIsUsedOnceInstalled() {
        var ready = tenant.awaitReady("qwen", "False", "KindNotInstalled");
        assertThat(ready.message()).contains("Widget qwen-first", Widget.CRD, "install");
        assertThat(tenant.deployment("qwen").get()).isNotNull();
        assertNoPassFor(Duration.ofSeconds(4));

        installCrd();

        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(widgets())
                .extracting(widget -> widget.getMetadata().getName())
                .containsExactlyInAnyOrder("qwen-first", "qwen-second");
        assertNoPassFor(Duration.ofSeconds(3));
    }

    @Test
    void kindIsUsedFromTheStartIfItsCrdIsInstalled() throws Exception {
        operator.stop();
        installCrd();
        startOperator();

        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(widgets()).hasSize(2);
    }

    @Test
    void objectsAreUpdatedRepairedAndDeleted() {
        installCrd();
        tenant.awaitReady("qwen", "True", "Ready");

        edit("qwen", BLUE);
        Tenant.eventually(() -> assertThat(widgets())
                .hasSize(2)
                .allSatisfy(widget -> assertThat(widget.getSpec()).containsEntry("color", "blue")));
        widget("qwen-first").delete();
        Tenant.eventually(() -> assertThat(widgets()).hasSize(2));
        Tenant.edit(widget("qwen-second"), widget -> {
            widget.setSpec(Map.of("color", "green"));
            return widget;
        });
        Tenant.eventually(
                () -> assertThat(widget("qwen-second").get().getSpec()).containsEntry("color", "blue"));

        edit("qwen", "");
        Tenant.eventually(() -> assertThat(widgets()).isEmpty());
        tenant.awaitReady("qwen", "True", "Ready");
    }

    @Test
    void foreignObjectIsReportedAndNeverModified() {
        installCrd();
        tenant.awaitReady("qwen", "True", "Ready");
        var foreign = new Widget();
        foreign.setMetadata(new ObjectMetaBuilder()
                .withName("other-first")
                .withNamespace(tenant.namespace())
                .build());
        foreign.setSpec(Map.of("color", "mine"));
        client.resource(foreign).create();

        create("other", RED);
        var ready = tenant.awaitReady("other", "False", "NameConflict");
        assertThat(ready.message()).contains("Widget other-first");
        Tenant.eventually(() -> assertThat(widget("other-second").get()).isNotNull());
        assertThat(tenant.deployment("other").get()).isNotNull();

        edit("other", "");
        tenant.awaitReady("other", "True", "Ready");
        assertThat(widget("other-first").get().getSpec()).containsEntry("color", "mine");

        edit("other", RED);
        tenant.awaitReady("other", "False", "NameConflict");
        widget("other-first").delete();
        tenant.awaitReady("other", "True", "Ready");
    }

    @Test
    void removedAndReinstalledCrdIsDetected() {
        installCrd();
        tenant.awaitReady("qwen", "True", "Ready");

        removeCrd();
        tenant.awaitReady("qwen", "False", "KindNotInstalled");
        assertNoPassFor(Duration.ofSeconds(3));

        installCrd();
        tenant.awaitReady("qwen", "True", "Ready");
        assertThat(widgets()).hasSize(2);
    }

    private void create(String name, String more) {
        tenant.create(Tenant.gpuService(name) + "  device: cpu\n  verification: {mode: \"Off\"}\n"
                + (more.isEmpty() ? "" : "  " + more + "\n"));
    }

    private void edit(String name, String more) {
        tenant.edit(name, "model: {path: /models/tiny}\ndevice: cpu\nverification: {mode: \"Off\"}\n" + more);
    }

    private List<Widget> widgets() {
        return client.resources(Widget.class)
                .inNamespace(tenant.namespace())
                .list()
                .getItems();
    }

    private io.fabric8.kubernetes.client.dsl.Resource<Widget> widget(String name) {
        return client.resources(Widget.class).inNamespace(tenant.namespace()).withName(name);
    }

    private void installCrd() {
        var crd = client.getKubernetesSerialization().unmarshal(Widget.crd(), CustomResourceDefinition.class);
        client.resource(crd).serverSideApply();
        Tenant.eventually(() -> assertThat(client.getApiResources(Widget.GROUP + "/v1"))
                .isNotNull()
                .satisfies(found -> assertThat(found.getResources()).isNotEmpty()));
    }

    private void removeCrd() {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(Widget.CRD)
                .delete();
        Tenant.eventually(
                () -> assertThat(client.getApiResources(Widget.GROUP + "/v1")).isNull());
    }

    private void assertNoPassFor(Duration time) {
        var before = new double[] {-1};
        Awaitility.await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            var now = passes();
            var same = now == before[0];
            before[0] = now;
            return same;
        });
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> passes() == before[0]);
    }

    private double passes() {
        return metrics.find("operator.sdk.reconciliations.started").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
