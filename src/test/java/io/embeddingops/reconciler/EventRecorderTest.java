package io.embeddingops.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.fixtures.MockCluster;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventRecorderTest {

    @RegisterExtension
    final MockCluster cluster = new MockCluster();

    @Test
    void writesTheFieldsThatKubectlShows() {
        record(service(), new Transition(true, "ImagePullFailed", "no such image"));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getMetadata().getName()).startsWith("qwen.");
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("ImagePullFailed");
            assertThat(event.getMessage()).isEqualTo("no such image");
            assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("embeddingops.io/v1alpha1");
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("EmbeddingService");
            assertThat(event.getInvolvedObject().getNamespace()).isEqualTo("team-a");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("qwen");
            assertThat(event.getInvolvedObject().getUid()).isEqualTo("u-1");
            assertThat(event.getFirstTimestamp()).isEqualTo("2030-01-01T00:00:00Z");
            assertThat(event.getLastTimestamp()).isEqualTo("2030-01-01T00:00:00Z");
            assertThat(event.getCount()).isEqualTo(1);
            assertThat(event.getSource().getComponent()).isEqualTo("embedding-operator");
            assertThat(event.getReportingComponent()).isEqualTo("embeddingops.io/embedding-operator");
        });
    }

    @Test
    void transitionWithoutWarningIsANormalEvent() {
        record(service(), new Transition(false, "Ready", "1 of 1 replicas are ready"));
        assertThat(events()).singleElement().extracting(Event::getType).isEqualTo("Normal");
    }

    @Test
    void eventsOfTheSameReasonAreWrittenSeparately() {
        record(service(), new Transition(false, "Ready", "once"));
        record(service(), new Transition(false, "Ready", "twice"));
        assertThat(events()).extracting(Event::getMessage).containsExactlyInAnyOrder("once", "twice");
    }

    @Test
    void longMessagesAreTruncated() {
        record(service(), new Transition(true, "InvalidSpec", "x".repeat(5000)));
        assertThat(events()).singleElement().extracting(Event::getMessage).isEqualTo("x".repeat(1024));
    }

    @Test
    void failedWriteIsIgnored() {
        cluster.refuse("/events", 403, "events is forbidden");
        assertThatCode(() -> record(service(), new Transition(false, "Ready", "fine")))
                .doesNotThrowAnyException();
        assertThat(events()).isEmpty();
    }

    @Test
    void sameCauseRaisesTheCountOfTheSameEvent() {
        record(service(), new Transition(true, "PodRejected", "pod qwen-7d9f-abcde was rejected 17 times"));
        record(service(), new Transition(true, "PodRejected", "pod qwen-7d9f-fghij was rejected 42 times"));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getCount()).isEqualTo(2);
            assertThat(event.getMessage()).isEqualTo("pod qwen-7d9f-fghij was rejected 42 times");
            assertThat(event.getReason()).isEqualTo("PodRejected");
        });
    }

    /** Each call has an operator of its own, as after a restart. */
    private void record(EmbeddingService service, Transition transition) {
        var clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00.123Z"), ZoneOffset.UTC);
        var due = new Occurrences(clock).due(service, transition).orElseThrow();
        new EventRecorder(cluster.operatorClient(), clock).record(service, transition, due);
    }

    private List<Event> events() {
        return cluster.client().v1().events().inNamespace("team-a").list().getItems();
    }

    private static EmbeddingService service() {
        var service = new EmbeddingService();
        service.setMetadata(new ObjectMetaBuilder()
                .withName("qwen")
                .withNamespace("team-a")
                .withUid("u-1")
                .build());
        return service;
    }
}
