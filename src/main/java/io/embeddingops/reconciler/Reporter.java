package io.embeddingops.reconciler;

import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what changed, once: in the log, as an Event, as a metric, and as the status to be written. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.embeddingops.services");

    private final EventRecorder events;
    private final MeterRegistry metrics;

    Reporter(EventRecorder events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    /** Has a status that differs written, and then tells of it; what could not be written is told by another try. */
    void report(EmbeddingService service, EmbeddingServiceStatus status, Consumer<EmbeddingService> writer) {
        if (status.equals(service.getStatus())) {
            return;
        }
        writer.accept(patch(service, status));
        unknownFields(service);
        Transition.between(service.getStatus(), status).ifPresent(transition -> tell(service, transition));
    }

    private static EmbeddingService patch(EmbeddingService service, EmbeddingServiceStatus status) {
        var patch = new EmbeddingService();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(service.getMetadata().getName())
                .withNamespace(service.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return patch;
    }

    private void tell(EmbeddingService service, Transition transition) {
        var line = transition.warning() ? LOG.atWarn() : LOG.atInfo();
        line.addKeyValue("namespace", service.getMetadata().getNamespace())
                .addKeyValue("name", service.getMetadata().getName())
                .addKeyValue("reason", transition.reason())
                .log(transition.message());
        metrics.counter("embedding_operator_reason_changes", "reason", transition.reason())
                .increment();
        events.record(service, transition);
    }

    /** Once per generation: fields that a newer version may know are ignored, but not in silence. */
    private void unknownFields(EmbeddingService service) {
        var observed = service.getStatus() == null ? null : service.getStatus().observedGeneration();
        if (service.getSpec() == null
                || Objects.equals(observed, service.getMetadata().getGeneration())) {
            return;
        }
        var unknown = service.getSpec().problems().stream()
                .filter(problem -> problem.kind() == SpecProblem.Kind.UNKNOWN_FIELD)
                .map(SpecProblem::toString)
                .collect(Collectors.joining("; "));
        if (!unknown.isEmpty()) {
            tell(service, new Transition(true, "UnknownField", unknown));
        }
    }
}
