package io.embeddingops.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the operator reads in its own way is what Fabric8 would have read. */
class ClusterSerializationTest {

    private static final String FIELDS = """
            {"f:metadata": {"f:labels": {"f:app": {}}, "f:ownerReferences": {"k:{\\"uid\\":\\"1\\"}": {}}},
             "f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"server\\"}":
               {".": {}, "f:image": {}, "f:command": {}}}}}}}""";

    private static final String DEPLOYMENT = """
            {"kind": "Deployment", "apiVersion": "apps/v1",
             "metadata": {"name": "x", "resourceVersion": "7", "generation": 2, "labels": {"app": "x"},
               "managedFields": [{"manager": "m", "operation": "Apply", "fieldsType": "FieldsV1", "fieldsV1": %s}]},
             "spec": {"replicas": 2, "template": {"spec": {"containers": [{"name": "server", "image": "i"}]}}},
             "status": {"conditions": [{"type": "Progressing", "status": "True"}]}}""".formatted(FIELDS);

    private static final String SERVICE = """
            {"apiVersion": "embeddingops.io/v1alpha1", "kind": "EmbeddingService",
             "metadata": {"name": "x"}, "spec": {"model": {"path": "/models/x"}, "port": 8000}}""";

    private final KubernetesSerialization ours = ClusterSerialization.create();
    private final KubernetesSerialization fabric8 = new KubernetesSerialization(new ObjectMapper(), true);

    @Test
    void eventsAreReadAsFabric8ReadsThem() {
        var event = event(DEPLOYMENT);

        assertThat(ours.unmarshal(event, WatchEvent.class)).isEqualTo(fabric8.unmarshal(event, WatchEvent.class));
        assertThat(ours.unmarshal(event, WatchEvent.class).getObject()).isInstanceOf(Deployment.class);
    }

    @Test
    void theOrderOfTheirFieldsDoesNotMatter() {
        var event = """
                {"object": {"metadata": {"name": "x"}, "kind": "Pod", "status": {"podIP": "::1"}, "apiVersion": "v1"},
                 "new": {"a": [1]}, "type": "MODIFIED"}""";
        var between = """
                {"type": "ADDED", "new": {"object": {"kind": "Status"}}, "object": {"kind": "Pod", "apiVersion": "v1"}}""";
        var kindless = "{\"type\": \"MODIFIED\", \"object\": {\"apiVersion\": \"a/v1\", \"kind\": \"B\", \"c\": [{}]}}";

        assertThat(ours.unmarshal(event, WatchEvent.class).getType()).isEqualTo("MODIFIED");
        assertThat(ours.unmarshal(event, WatchEvent.class).getObject())
                .isEqualTo(fabric8.unmarshal(event, WatchEvent.class).getObject());
        assertThat(ours.unmarshal(between, WatchEvent.class).getObject())
                .isEqualTo(fabric8.unmarshal(between, WatchEvent.class).getObject());
        assertThat(ours.unmarshal(kindless, WatchEvent.class)).isEqualTo(fabric8.unmarshal(kindless, WatchEvent.class));
    }

    @Test
    void servicesAreReadToTheirEnd() {
        var event = event(SERVICE);

        assertThat(ours.unmarshal(event, WatchEvent.class).getObject())
                .isInstanceOfSatisfying(
                        EmbeddingService.class,
                        service -> assertThat(service.getSpec().port()).isEqualTo(8000));
    }

    /** Nobody looks at it, and it is most of a pod. */
    @Test
    void thatOfAPodIsLeftOutWhichNobodyLooksAt() {
        var json = """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x", "resourceVersion": "3"},
                 "spec": {"nodeName": "n", "containers": [{"name": "server"}]}, "status": {"podIP": "::1"}, "new": [1]}""";
        var whole = fabric8.unmarshal(json, Pod.class);
        whole.setSpec(null);

        assertThat(ours.unmarshal(json, Pod.class)).isEqualTo(whole);
        assertThat(ours.unmarshal(event(json), WatchEvent.class).getObject()).isEqualTo(whole);
    }

    /** What comes before it takes more bytes than characters. */
    @Test
    void whatIsReadLaterSaysTheSame() {
        var json =
                DEPLOYMENT.replace("\"labels\"", "\"annotations\": {\"note\": \"für Übergrößen 日本 🙂\"}, \"labels\"");
        var deployment = ours.unmarshal(json, Deployment.class);
        var whole = fabric8.unmarshal(json, Deployment.class);

        assertThat(deployment.getSpec().getTemplate()).isInstanceOf(LaterTemplate.class);
        assertThat(deployment.getMetadata().getManagedFields().get(0).getFieldsV1())
                .isInstanceOf(LaterFields.class);
        assertThat(tree(ours.asJson(deployment))).isEqualTo(tree(fabric8.asJson(whole)));
        assertThat(deployment).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString(whole.toString());
        assertThat(ours.unmarshal(event(json), WatchEvent.class).getObject()).isEqualTo(whole);
        assertThat(deployment.toBuilder().build()).isEqualTo(whole);
    }

    @Test
    void listsAreReadLaterToo() {
        var json = "{\"kind\": \"DeploymentList\", \"apiVersion\": \"apps/v1\", \"metadata\": {}, \"items\": [%s, %s]}"
                .formatted(version("u", "1"), version("v", "2"));
        var list = ours.unmarshal(json, DeploymentList.class);

        assertThat(list.getItems().get(1).getSpec().getTemplate()).isInstanceOf(LaterTemplate.class);
        assertThat(list).isEqualTo(fabric8.unmarshal(json, DeploymentList.class));
    }

    /** Fabric8 makes a tree of what it does not know, and reads the parts from that. */
    @Test
    void whatIsNotReadFromTheTextIsReadAtOnce() {
        var list = "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [%s]}".formatted(DEPLOYMENT);
        var read = ours.unmarshal(list, KubernetesList.class);

        assertThat(read.getItems())
                .isEqualTo(fabric8.unmarshal(list, KubernetesList.class).getItems());
        assertThat(((Deployment) read.getItems().get(0)).getSpec().getTemplate())
                .isExactlyInstanceOf(PodTemplateSpec.class);
    }

    @Test
    void whatMayBeSharedCannotBeChanged() {
        var deployment = ours.unmarshal(DEPLOYMENT, Deployment.class);
        var template = deployment.getSpec().getTemplate();
        var fields = deployment.getMetadata().getManagedFields().get(0).getFieldsV1();

        assertThatThrownBy(() -> template.setSpec(new PodSpec())).hasMessageContaining("clone");
        assertThatThrownBy(() -> fields.setAdditionalProperty("f:x", Map.of())).hasMessageContaining("clone");
        ours.clone(deployment).getSpec().getTemplate().setSpec(new PodSpec());
        assertThat(template.getSpec().getContainers()).hasSize(1);
    }

    /** Java has ints and longs, JSON has not; whoever compares maps must not see the difference. */
    @Test
    void asMapsWhatWasReadAndWhatWasBuiltAreEqual() {
        var built = new DeploymentBuilder()
                .withNewMetadata()
                .withName("x")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewTemplate()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(30L)
                .addNewContainer()
                .withName("server")
                .addNewPort()
                .withContainerPort(80)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        var read = ours.unmarshal(fabric8.asJson(built), Deployment.class);

        assertThat(read.getSpec().getTemplate()).isInstanceOf(LaterTemplate.class);
        assertThat((Object) ours.convertValue(read, Map.class)).isEqualTo(ours.convertValue(built, Map.class));
    }

    @Test
    void whatIsWrittenIsWhatFabric8Writes() {
        var deployment = fabric8.unmarshal(DEPLOYMENT, Deployment.class);
        deployment.getSpec().setAdditionalProperty("new", List.of(1, "a"));
        var service = fabric8.unmarshal(SERVICE, EmbeddingService.class);

        assertThat(ours.asJson(deployment)).isEqualTo(fabric8.asJson(deployment));
        assertThat(ours.asJson(service)).isEqualTo(fabric8.asJson(service));
        assertThat(ours.asJson(new MicroTime("2026-01-01T00:00:00.000001Z")))
                .isEqualTo(fabric8.asJson(new MicroTime("2026-01-01T00:00:00.000001Z")));
    }

    @Test
    void whatAnAnswerToldTheWatchTellsWithoutReadingItAgain() {
        var answer = ours.unmarshal(version("u", "7"), Deployment.class);

        assertThat(ours.unmarshal(event(version("u", "7")), WatchEvent.class).getObject())
                .isSameAs(answer);
        assertThat(ours.unmarshal(event(version("u", "8")), WatchEvent.class).getObject())
                .isNotSameAs(answer);
        assertThat(ours.unmarshal(event(version("v", "7")), WatchEvent.class).getObject())
                .isNotSameAs(answer);
    }

    @Test
    void theWatchMayBeFirst() {
        var told = ours.unmarshal(event(version("u", "7")), WatchEvent.class).getObject();
        assertThat(ours.unmarshal(version("u", "7"), Deployment.class)).isSameAs(told);
    }

    @Test
    void eachVersionIsSharedByTwoAtMost() {
        var first = ours.unmarshal(version("u", "7"), Deployment.class);
        ours.unmarshal(version("u", "7"), Deployment.class);
        assertThat(ours.unmarshal(version("u", "7"), Deployment.class))
                .isNotSameAs(first)
                .isEqualTo(first);
    }

    @Test
    void anAnswerIsOfTheTypeThatWasAskedForWhateverItsKindSays() {
        var status = "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"metadata\": {}, \"status\": {}}";
        assertThat((Object) ours.unmarshal(status, Deployment.class)).isInstanceOf(Deployment.class);
    }

    @Test
    void aCloneIsAnother() {
        var first = ours.unmarshal(version("u", "7"), Deployment.class);
        assertThat(ours.clone(first)).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void anObjectIsReadWholeEvenIfItsTypeComesLater() {
        ours.unmarshal(version("u", "7"), Deployment.class);
        var event = "{\"object\": %s, \"type\": \"ADDED\"}".formatted(version("u", "7"));

        assertThat(ours.unmarshal(event, WatchEvent.class)).isEqualTo(fabric8.unmarshal(event, WatchEvent.class));
    }

    private static String version(String uid, String resourceVersion) {
        return DEPLOYMENT.replace(
                "\"resourceVersion\": \"7\"",
                "\"uid\": \"%s\", \"resourceVersion\": \"%s\"".formatted(uid, resourceVersion));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String event(String object) {
        return "{\"type\": \"ADDED\", \"object\": %s}".formatted(object);
    }
}
