package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.Call;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invalid specs are reported with all their errors, and running servers keep running. */
class RefusalTest extends LoopTest {

    @Test
    void runningServerIsKeptWhileTheSpecIsInvalid() {
        startWithReadyService();
        var deployment = deployment().get();
        var endpoint = endpoint().get();
        change("{model: {path: models/m}, port: 70000, server: {extraArgs: [--port, '1']}}");
        awaitReason("InvalidSpec");

        assertThat(condition(Condition.STALLED).holds()).isTrue();
        assertThat(condition(Condition.STALLED).reason()).isEqualTo("InvalidSpec");
        assertThat(condition(Condition.READY).message())
                .contains("spec.model.path")
                .contains("spec.port")
                .contains("spec.server.extraArgs");
        assertThat(condition(Condition.AVAILABLE).holds()).isTrue();
        assertThat(service().getStatus().readyReplicas()).isEqualTo(1);
        assertThat(service().getStatus().url()).isEqualTo("http://qwen.team-a.svc:30000/v1");
        assertThat(deployment().get()).isEqualTo(deployment);
        assertThat(endpoint().get()).isEqualTo(endpoint);

        change(SPEC);
        awaitReason("Ready");
        assertThat(service().getStatus().condition(Condition.STALLED)).isEmpty();
        assertThat(eventReasons()).containsExactlyInAnyOrder("Ready", "InvalidSpec");
    }

    @Test
    void nothingIsCreatedForAnInvalidSpec() {
        start();
        create("{model: {path: /models/m.zip}}");
        awaitReason("InvalidSpec");
        assertThat(cluster.calls(APPLIES)).isEmpty();
        assertThat(events())
                .extracting(Event::getType, Event::getReason)
                .containsExactly(tuple("Warning", "InvalidSpec"));
    }

    @Test
    void refusalByTheApiServerIsAnInvalidSpec() {
        start();
        cluster.refuse("/deployments/", 422, "Deployment.apps \"qwen\" is invalid: spec.template: too odd");
        create(SPEC);
        awaitReason("InvalidSpec");
        assertThat(condition(Condition.STALLED).holds()).isTrue();
        assertThat(condition(Condition.READY).message()).contains("spec.template: too odd");

        cluster.accept();
        change("{model: {path: /models/other}}");
        awaitReason("RolloutInProgress");
        assertThat(service().getStatus().condition(Condition.STALLED)).isEmpty();
    }

    @Test
    void unreadableServiceIsReportedAndOthersAreServed() {
        create("{model: {path: /models/m}, port: many, replicas: [1]}");
        create(NAMESPACE, "text", "just a text");
        start();
        create(NAMESPACE, "later", "{model: 5}");
        create(NAMESPACE, "other", SPEC);
        eventually(() -> assertThat(deployment("other").get()).isNotNull());

        awaitReason("InvalidSpec");
        assertThat(condition(Condition.READY).message()).contains("spec.port").contains("spec.replicas");
        eventually(() -> assertThat(reason("text")).isEqualTo("InvalidSpec"));
        eventually(() -> assertThat(reason("later")).isEqualTo("InvalidSpec"));
        eventually(() -> assertThat(reason("other")).isEqualTo("RolloutInProgress"));
        change(SPEC);
        awaitReason("RolloutInProgress");
    }

    @Test
    void unreadableStatusIsReplaced() {
        create(SPEC);
        raw().editStatus(service ->
                with(service, resource -> resource.setAdditionalProperty("status", Map.of("replicas", "x"))));
        start();
        awaitReason("RolloutInProgress");
    }

    @Test
    void warnsOfAnUnknownFieldOncePerGeneration() {
        start();
        create("{model: {path: /models/m}, modle: {}}");
        awaitReason("RolloutInProgress");
        awaitReconciled(() -> workload().pod("phase: Pending\nconditions: [{type: PodScheduled, status: 'True'}]"));
        assertThat(events())
                .extracting(Event::getType, Event::getReason)
                .containsExactly(tuple("Warning", "UnknownField"), tuple("Normal", "PodStarting"));
        assertThat(events().get(0).getMessage()).contains("spec.modle");

        change("{model: {path: /models/m}, prot: 31000}");
        eventually(() ->
                assertThat(eventReasons()).filteredOn("UnknownField"::equals).hasSize(2));
        awaitReconciled(() -> workload().touchPod("once"));
        assertThat(eventReasons()).filteredOn("UnknownField"::equals).hasSize(2);
    }

    @Test
    void specThatStaysInvalidCausesNoFurtherWrite() {
        startWithReadyService();
        change("{model: {path: models/m}}");
        awaitReason("InvalidSpec");
        var before = cluster.calls(Call::writes);
        awaitReconciled(() -> workload().touchPod("once"));
        assertThat(cluster.calls(Call::writes)).isEqualTo(before);
    }
}
