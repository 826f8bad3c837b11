package io.embeddingops.it;

import static io.embeddingops.it.TwoServers.NAME;
import static io.embeddingops.it.TwoServers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another model beside the one that serves, on a real API server. */
@ExtendWith(SharedControlPlane.class)
class TransitionIT {

    private static final ScriptedModel OLD = ScriptedModel.usual();
    private static final ScriptedModel NEW = new ScriptedModel(256, 2);
    private static final ScriptedModel THIRD = new ScriptedModel(256, 3);
    private static final String SIDE_BY_SIDE = "transition: SideBySide, retainSeconds: 5";

    private Tenant tenant;
    private TwoServers servers;

    @BeforeEach
    void start(Tenant own) {
        tenant = own;
        servers = new TwoServers(own, OLD);
        startOperator();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void serviceMovesWhenTheNewVectorsAreAcceptedAndBack() {
        var old = serving(SIDE_BY_SIDE);
        var candidate = candidate("transition: SideBySide, retainSeconds: 60");
        assertThat(servers.selected(NAME)).isEqualTo(NAME);
        assertThat(servers.selected("qwen-next")).isEqualTo(OTHER);
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.model(OTHER)).isEqualTo("/models/new");
        assertThat(servers.space()).satisfies(space -> {
            assertThat(space.id()).isEqualTo(old);
            assertThat(space.candidate().url()).startsWith("http://qwen-next." + tenant.namespace() + ".svc:");
            assertThat(space.candidate().deployment()).isEqualTo(OTHER);
            assertThat(space.candidate().clientConfigMapName()).isEqualTo("qwen-next-client");
        });
        assertThat(clientId("qwen-client")).isEqualTo(old);
        assertThat(clientId("qwen-next-client")).isEqualTo(candidate);
        servers.await(Condition.VERIFIED, "True", "Verified");

        servers.apply("new", "transition: SideBySide, retainSeconds: 60, id: " + candidate, "");
        Tenant.eventually(() -> assertThat(servers.space().id()).isEqualTo(candidate));
        assertThat(servers.selected(NAME)).isEqualTo(OTHER);
        assertThat(servers.selected("qwen-next")).isEqualTo(OTHER);
        assertThat(servers.status().selector()).isEqualTo("embeddingops.io/service=" + OTHER);
        assertThat(servers.space().candidate()).isNull();
        assertThat(servers.space().retained().id()).isEqualTo(old);
        Tenant.eventually(() -> assertThat(clientId("qwen-client")).isEqualTo(candidate));
        servers.await(Condition.READY, "True", "Ready");
        assertThat(tenant.events(NAME).stream().map(Event::getReason)).contains("CandidateReady", "VectorSpaceFlipped");

        servers.apply("new", "transition: SideBySide, retainSeconds: 60, id: " + old, "");
        Tenant.eventually(() -> assertThat(servers.space().id()).isEqualTo(old));
        assertThat(servers.selected(NAME)).isEqualTo(NAME);
        assertThat(servers.selected("qwen-next")).isEqualTo(OTHER);
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.space().candidate().id()).isEqualTo(candidate);
        assertThat(servers.space().retained()).isNull();

        servers.apply("new", SIDE_BY_SIDE + ", id: " + candidate, "");
        Tenant.eventually(() -> assertThat(servers.space().id()).isEqualTo(candidate));
        Tenant.eventually(() -> assertThat(servers.deployment(NAME)).isNull());
        Tenant.eventually(() -> {
            assertThat(tenant.kubernetesService("qwen-next").get()).isNull();
            assertThat(tenant.client()
                            .configMaps()
                            .inNamespace(tenant.namespace())
                            .withName("qwen-next-client")
                            .get())
                    .isNull();
            assertThat(servers.space().retained()).isNull();
        });
        assertThat(servers.model(OTHER)).isEqualTo("/models/new");
        servers.await(Condition.READY, "True", "Ready");
    }

    @Test
    void serviceMovesBackAndForthAtOnce() {
        var space = "transition: SideBySide, retainSeconds: 60, id: ";
        var old = serving("transition: SideBySide, retainSeconds: 60");
        var candidate = candidate("transition: SideBySide, retainSeconds: 60");
        for (var id : List.of(candidate, old, candidate, old)) {
            servers.apply("new", space + id, "");
            Tenant.eventually(() -> assertThat(servers.space().id()).isEqualTo(id));
            assertThat(servers.selected(NAME)).isEqualTo(id.equals(old) ? NAME : OTHER);
        }
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.model(OTHER)).isEqualTo("/models/new");
    }

    @Test
    void changeWithTheSameVectorsRolls() {
        var old = serving(SIDE_BY_SIDE);
        servers.apply("new", SIDE_BY_SIDE, "");
        servers.pod(OTHER).serve(1);
        Tenant.eventually(() -> assertThat(servers.model(NAME)).isEqualTo("/models/new"));
        Tenant.eventually(() -> assertThat(servers.deployment(OTHER)).isNull());
        Tenant.eventually(() -> assertThat(servers.space().candidate()).isNull());
        assertThat(servers.selected(NAME)).isEqualTo(NAME);
        assertThat(servers.space().id()).isEqualTo(old);
    }

    @Test
    void changeThatCannotChangeVectorsStartsNothingBeside() {
        serving(SIDE_BY_SIDE);
        servers.apply("old", SIDE_BY_SIDE, ", health: {failureThreshold: 5}");
        Tenant.eventually(() -> assertThat(servers.deployment(NAME)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getLivenessProbe()
                        .getFailureThreshold())
                .isEqualTo(5));
        assertThat(servers.deployment(OTHER)).isNull();
    }

    @Test
    void revertedChangeRemovesTheCandidateAndAnotherOneReplacesIt() {
        var old = serving(SIDE_BY_SIDE);
        var first = candidate(SIDE_BY_SIDE);
        servers.returns(OTHER, THIRD);
        servers.apply("third", SIDE_BY_SIDE, "");
        Tenant.eventually(() -> assertThat(servers.model(OTHER)).isEqualTo("/models/third"));
        Tenant.eventually(() -> assertThat(servers.space().candidate().id()).isNull());
        servers.pod(OTHER).serve(2);
        Tenant.eventually(
                () -> assertThat(servers.space().candidate().id()).isNotNull().isNotIn(first, old));
        assertThat(servers.selected(NAME)).isEqualTo(NAME);
        assertThat(servers.model(NAME)).isEqualTo("/models/old");

        servers.apply("old", SIDE_BY_SIDE, "");
        Tenant.eventually(() -> assertThat(servers.deployment(OTHER)).isNull());
        Tenant.eventually(() -> assertThat(servers.space().candidate()).isNull());
        servers.await(Condition.READY, "True", "Ready");
    }

    @Test
    void oldServersAreRepairedFromTheirOwnSpecAlsoAfterARestart() {
        var old = serving(SIDE_BY_SIDE);
        candidate(SIDE_BY_SIDE);
        tenant.stopOperator();
        startOperator();
        servers.await(Condition.READY, "True", "Ready");
        var uid = servers.deployment(NAME).getMetadata().getUid();
        tenant.deployment(NAME).delete();
        Tenant.eventually(() -> assertThat(servers.deployment(NAME))
                .isNotNull()
                .satisfies(found -> assertThat(found.getMetadata().getUid()).isNotEqualTo(uid)));
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.model(OTHER)).isEqualTo("/models/new");
        assertThat(servers.space().id()).isEqualTo(old);

        Tenant.edit(tenant.deployment(NAME), found -> {
            found.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("other");
            return found;
        });
        Tenant.eventually(() -> assertThat(servers.deployment(NAME)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isNotEqualTo("other"));
    }

    @Test
    void editedSelectorMovesNothing() {
        var old = serving(SIDE_BY_SIDE);
        candidate(SIDE_BY_SIDE);
        for (var servers : List.of(OTHER, "unknown")) {
            Tenant.edit(tenant.kubernetesService(NAME), found -> {
                found.getSpec().setSelector(Map.of(Labels.SERVICE, servers));
                return found;
            });
            Tenant.eventually(() -> assertThat(this.servers.selected(NAME)).isEqualTo(NAME));
        }
        assertThat(servers.space().id()).isEqualTo(old);
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.model(OTHER)).isEqualTo("/models/new");
    }

    @Test
    void firstChangeMayComeTogetherWithTheTransition() {
        serving("minCosine: 0.98");
        candidate(SIDE_BY_SIDE);
        assertThat(servers.model(NAME)).isEqualTo("/models/old");
        assertThat(servers.selected(NAME)).isEqualTo(NAME);
    }

    @Test
    void inPlaceReplacesTheServersAndEndsATransition() {
        serving(SIDE_BY_SIDE);
        candidate(SIDE_BY_SIDE);
        servers.returns(NAME, NEW);
        servers.apply("new", "transition: InPlace", "");
        Tenant.eventually(() -> assertThat(servers.model(NAME)).isEqualTo("/models/new"));
        Tenant.eventually(() -> assertThat(servers.deployment(OTHER)).isNull());
        servers.pod(NAME).serve(2);
        servers.await(Condition.VERIFIED, "False", "VectorSpaceChanged");
    }

    @Test
    void idThatNoServersHaveMovesNothing() {
        var old = serving(SIDE_BY_SIDE);
        servers.apply("old", SIDE_BY_SIDE + ", id: vs-0123456789ab", "");
        servers.await(Condition.VERIFIED, "False", "VectorSpaceChanged");
        assertThat(servers.space().id()).isEqualTo(old);
        servers.await(Condition.READY, "True", "Ready");
    }

    private String serving(String space) {
        servers.apply("old", space, "");
        servers.pod(NAME).serve(1);
        servers.await(Condition.VERIFIED, "True", "Verified");
        servers.await(Condition.READY, "True", "Ready");
        return servers.space().id();
    }

    /** Changes the model, starts its server, and returns the id of its vectors. */
    private String candidate(String space) {
        servers.returns(OTHER, NEW);
        servers.apply("new", space, "");
        servers.await(Condition.READY, "False", "TransitionInProgress");
        servers.pod(OTHER).serve(1);
        Tenant.eventually(() -> assertThat(servers.space().candidate().id()).isNotNull());
        servers.await(Condition.READY, "True", "Ready");
        return servers.space().candidate().id();
    }

    private String clientId(String name) {
        return tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName(name)
                .get()
                .getData()
                .get("EMBEDDING_VECTOR_SPACE");
    }

    private void startOperator() {
        tenant.startOperator("--probe-via", "direct");
    }
}
