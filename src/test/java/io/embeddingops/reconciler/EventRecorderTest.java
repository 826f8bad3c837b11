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
        recorder().record(service(), new Transition(true, "ImagePullFailed", "no such image"));
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
        recorder().record(service(), new Transition(false, "Ready", "1 of 1 replicas are ready"));
        assertThat(events()).singleElement().extracting(Event::getType).isEqualTo("Normal");
    }

    @Test
    void eventsOfTheSameReasonAreWrittenSeparately() {
        recorder().record(service(), new Transition(false, "Ready", "once"));
        recorder().record(service(), new Transition(false, "Ready", "twice"));
        assertThat(events()).extracting(Event::getMessage).containsExactlyInAnyOrder("once", "twice");
    }

    @Test
    void longMessagesAreTruncated() {
        recorder().record(service(), new Transition(true, "InvalidSpec", "x".repeat(5000)));
        assertThat(events()).singleElement().extracting(Event::getMessage).isEqualTo("x".repeat(1024));
    }

    @Test
    void failedWriteIsIgnored() {
        cluster.refuse("/events", 403, "events is forbidden");
        assertThatCode(() -> recorder().record(service(), new Transition(false, "Ready", "fine")))
                .doesNotThrowAnyException();
        assertThat(events()).isEmpty();
    }

    private EventRecorder recorder() {
        var clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00.123Z"), ZoneOffset.UTC);
        return new EventRecorder(cluster.operatorClient(), clock);
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
