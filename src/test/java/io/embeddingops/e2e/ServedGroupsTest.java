package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServedGroupsTest {

    private static final String OLD = "tiny-6dcc4657f6-2xmd5";
    private static final String SECOND_OLD = "tiny-6dcc4657f6-5xlw4";
    private static final String NEW = "tiny-b-78b8c64c77-kdqvj";

    private final ServedGroups served = new ServedGroups();

    @Test
    void podsOfOneDeploymentAreNotMixed() {
        served.onAdd(slice("first", OLD, SECOND_OLD));
        served.onAdd(slice("first", NEW));
        assertThat(served.mixed()).isEmpty();
        assertThat(served.groups()).containsExactly("tiny-b");
    }

    @Test
    void podsOfTwoDeploymentsInOneSliceAreMixed() {
        served.onAdd(slice("first", OLD, NEW));
        served.onAdd(slice("first", NEW));
        assertThat(served.mixed())
                .singleElement()
                .satisfies(state -> assertThat(state.groups()).containsExactly("tiny", "tiny-b"));
    }

    @Test
    void podsOfTwoDeploymentsInTwoSlicesAreMixed() {
        served.onAdd(slice("first", OLD));
        served.onAdd(slice("second", NEW));
        served.onDelete(slice("first", OLD), false);
        assertThat(served.mixed()).hasSize(1);
    }

    @Test
    void onlyFailuresUntilTheKilledServerIsUnlistedAreExcused() throws InterruptedException {
        served.onAdd(slice("first", OLD, SECOND_OLD));
        var killed = new KilledServers();
        assertThat(killed.excuse(failure(Instant.now()), served)).isFalse();
        var at = Instant.now();
        killed.add(OLD, at);
        assertThat(killed.excuse(failure(at.plusSeconds(1)), served))
                .as("still listed")
                .isFalse();
        Thread.sleep(5);
        served.onAdd(slice("first", SECOND_OLD));
        assertThat(killed.excuse(failure(at.plusSeconds(1)), served)).isTrue();
        assertThat(killed.excuse(failure(at.minusSeconds(1)), served))
                .as("failed before")
                .isFalse();
        assertThat(killed.excuse(failure(at.plusSeconds(10)), served))
                .as("sent long after")
                .isFalse();
    }

    @Test
    void nothingIsExcusedByAServerThatGotNoRequests() throws InterruptedException {
        served.onAdd(slice("first", OLD));
        var killed = new KilledServers();
        var at = Instant.now();
        killed.add(NEW, at);
        Thread.sleep(5);
        served.onAdd(slice("first", OLD, SECOND_OLD));
        assertThat(killed.excuse(failure(at.plusMillis(1)), served)).isFalse();
        served.onAdd(slice("first", NEW));
        Thread.sleep(5);
        served.onAdd(slice("first", SECOND_OLD));
        assertThat(killed.excuse(failure(Instant.now()), served))
                .as("after a flip to it")
                .isTrue();
    }

    private SpaceAnswer failure(Instant sent) {
        return new SpaceAnswer(sent, sent.plusMillis(1), SpaceAnswer.NONE, "");
    }

    private static EndpointSlice slice(String name, String... pods) {
        var slice = new EndpointSliceBuilder().withNewMetadata().withName(name).endMetadata();
        for (var pod : pods) {
            slice.addNewEndpoint()
                    .withNewConditions()
                    .withReady(true)
                    .endConditions()
                    .withNewTargetRef()
                    .withName(pod)
                    .endTargetRef()
                    .endEndpoint();
        }
        return slice.build();
    }
}
