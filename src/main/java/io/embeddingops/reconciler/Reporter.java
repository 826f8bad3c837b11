package io.embeddingops.reconciler;

import io.embeddingops.api.read.SpecProblem;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.rules.Rules;
import io.embeddingops.status.Transition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a changed status, and reports the change once: in the log, as an Event and as a metric. */
final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.embeddingops.services");

    private final EventRecorder events;
    private final Occurrences occurrences;
    private final KubernetesClient client;
    private final MeterRegistry metrics;

    Reporter(EventRecorder events, Occurrences occurrences, KubernetesClient client, MeterRegistry metrics) {
        this.events = events;
        this.occurrences = occurrences;
        this.client = client;
        this.metrics = metrics;
    }

    /** Starts to count services by reason. */
    void count(ResourceCache<EmbeddingService> services) {
        Census.begin(services, metrics, System::nanoTime);
    }

    /** Does nothing if the status has not changed. */
    void report(
            EmbeddingService service,
            Optional<Plan> plan,
            EmbeddingServiceStatus status,
            Context<EmbeddingService> context) {
        if (!status.equals(service.getStatus()) && written(service, status, context)) {
            if (isNewGeneration(service)) {
                warn(service, "UnknownField", unknownFields(service));
                warn(service, plan.stream().flatMap(found -> Rules.warnings(found).stream()));
            }
            Transition.between(service.getStatus(), status).forEach(transition -> publish(service, transition));
        }
    }

    /** Writes the status. Returns false if the service has been deleted meanwhile; then there is nothing to report. */
    private boolean written(
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
     * Puts the response into the cache at once. Otherwise the next pass would compare with the old status and write
     * again. The write carries the known resource version, because the cache keeps the response only if no older change
     * is in flight.
     */
    private void write(EmbeddingService service, EmbeddingServiceStatus status, Context<EmbeddingService> context) {
        var patch = new EmbeddingService();
        patch.getMetadata().setName(service.getMetadata().getName());
        patch.getMetadata().setNamespace(service.getMetadata().getNamespace());
        patch.setStatus(status);
        PrimaryUpdateAndCacheUtils.updateAndCacheResource(
                service,
                context,
                any -> patch,
                wanted -> client.resource(wanted)
                        .subresource("status")
                        .patch(new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(FieldManager.NAME)
                                .withForce(true)
                                .build()));
    }

    /** Counts a transition, and reports it in the log and as an Event unless its cause was reported a moment ago. */
    void publish(EmbeddingService service, Transition transition) {
        metrics.counter("embedding_operator_reason_changes", "reason", transition.reason())
                .increment();
        occurrences.due(service, transition).ifPresent(due -> {
            var line = transition.warning() ? LOG.atWarn() : LOG.atInfo();
            line.addKeyValue("namespace", service.getMetadata().getNamespace())
                    .addKeyValue("name", service.getMetadata().getName())
                    .addKeyValue("reason", transition.reason())
                    .log(transition.message());
            events.record(service, transition, due);
        });
    }

    /** Whether the status does not yet describe this version of the spec. */
    static boolean isNewGeneration(EmbeddingService service) {
        var observed = service.getStatus() == null ? null : service.getStatus().observedGeneration();
        return !Objects.equals(observed, service.getMetadata().getGeneration());
    }

    /** Ignored fields, which a newer version of the operator may know. */
    private static Stream<SpecProblem> unknownFields(EmbeddingService service) {
        return Optional.ofNullable(service.getSpec()).stream()
                .flatMap(spec -> spec.problems().stream())
                .filter(problem -> problem.kind() == SpecProblem.Kind.UNKNOWN_FIELD);
    }

    /** Reports what is probably not meant in the spec. */
    void warn(EmbeddingService service, Stream<?> warnings) {
        warn(service, "SpecWarning", warnings);
    }

    private void warn(EmbeddingService service, String reason, Stream<?> warnings) {
        var message = warnings.map(Object::toString).collect(Collectors.joining("; "));
        if (!message.isEmpty()) {
            publish(service, new Transition(true, reason, message));
        }
    }
}
