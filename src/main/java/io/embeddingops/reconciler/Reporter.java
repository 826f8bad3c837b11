package io.embeddingops.reconciler;

import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a status that changed, and tells what changed once: in the log, as an Event and as a metric. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.embeddingops.services");

    private final EventRecorder events;
    private final MeterRegistry metrics;

    Reporter(EventRecorder events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    /** Services are counted by their reasons from now on. */
    void count(ResourceCache<EmbeddingService> services) {
        Census.begin(services, metrics, System::nanoTime);
    }

    /** Does nothing when the status is what it was. */
    void report(EmbeddingService service, EmbeddingServiceStatus status, Context<EmbeddingService> context) {
        if (!status.equals(service.getStatus()) && written(service, status, context)) {
            unknownFields(service);
            Transition.between(service.getStatus(), status).forEach(transition -> tell(service, transition));
        }
    }

    /** Whether it could be written; the service may have been deleted meanwhile, and then there is nothing to tell. */
    private static boolean written(
            EmbeddingService service, EmbeddingServiceStatus status, Context<EmbeddingService> context) {
        try {
            write(service, status, context);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The answer goes into the cache at once, or a next pass would compare with the old status and write again. It stays
     * there only if no older change is still on its way to us, so the write is for the version we know.
     */
    private static void write(
            EmbeddingService service, EmbeddingServiceStatus status, Context<EmbeddingService> context) {
        var patch = new EmbeddingService();
        patch.getMetadata().setName(service.getMetadata().getName());
        patch.getMetadata().setNamespace(service.getMetadata().getNamespace());
        patch.setStatus(status);
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(service, patch, context);
    }

    /** Tells it in the log, as an Event and as a metric. */
    void tell(EmbeddingService service, Transition transition) {
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
