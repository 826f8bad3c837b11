package io.embeddingops.reconciler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a service's transitions as Kubernetes Events: one object for each cause, whose count is raised when it occurs again.
 * A failure is logged and otherwise ignored.
 */
final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int MAX_MESSAGE_LENGTH = 1024;

    private final KubernetesClient client;
    private final Clock clock;

    EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    void record(EmbeddingService service, Transition transition, Occurrences.Due due) {
        var event = event(service, transition, due);
        try {
            create(event);
        } catch (KubernetesClientException e) {
            var metadata = service.getMetadata();
            LOG.warn(
                    "cannot write an Event for {}/{}: {}",
                    metadata.getNamespace(),
                    metadata.getName(),
                    ApplyErrors.sentence(e));
        }
    }

    private void create(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            known(event).ifPresent(known -> raise(event, known));
        }
    }

    /** The Event of an earlier occurrence, perhaps written by an operator before a restart. */
    private Optional<Event> known(Event event) {
        return client
                .v1()
                .events()
                .inNamespace(event.getMetadata().getNamespace())
                .withField("metadata.name", event.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .findFirst();
    }

    private void raise(Event event, Event known) {
        var patch = JsonNodeFactory.instance
                .objectNode()
                .put("count", Optional.ofNullable(known.getCount()).orElse(1) + event.getCount())
                .put("lastTimestamp", event.getLastTimestamp())
                .put("message", event.getMessage());
        client.resource(event).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    private Event event(EmbeddingService service, Transition transition, Occurrences.Due due) {
        var metadata = service.getMetadata();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var message = transition.message();
        return new EventBuilder()
                .withNewMetadata()
                .withName(metadata.getName() + "." + id(due))
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(EmbeddingService.API_VERSION)
                .withKind(EmbeddingService.KIND)
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(transition.warning() ? "Warning" : "Normal")
                .withReason(transition.reason())
                .withMessage(
                        message.length() <= MAX_MESSAGE_LENGTH ? message : message.substring(0, MAX_MESSAGE_LENGTH))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(due.count())
                .withNewSource()
                .withComponent(FieldManager.NAME)
                .endSource()
                .withReportingComponent(EmbeddingService.GROUP + "/" + FieldManager.NAME)
                .build();
    }

    /** The same for each occurrence of a cause, also after a restart of the operator. */
    private static String id(Occurrences.Due due) {
        return UUID.nameUUIDFromBytes(due.cause().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 18);
    }
}
