package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.kinds.Kind;
import io.embeddingops.reconciler.events.InitialListFilter;
import io.embeddingops.reconciler.events.MatchCache;
import io.embeddingops.reconciler.events.OwnWriteFilter;
import io.embeddingops.resources.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches the objects of one kind that belong to services, and filters their events.
 *
 * @param <R> the kind's class
 */
final class KindInformer<R extends HasMetadata> {

    /** A ConfigMap with the plugin has 50 KB, so a page of the usual size would take 25 MB of memory, several times. */
    private static final Map<Class<?>, Long> LIST_LIMITS = Map.of(ConfigMap.class, 50L);

    private final Class<R> type;
    private final List<Kind<R>> rows;
    private final InitialListFilter initialList;
    private final MatchCache matches = new MatchCache();
    private final OwnWriteFilter ownWrites;
    private volatile Optional<InformerEventSource<R, EmbeddingService>> source = Optional.empty();

    /** Creates an informer for the rows of that class. */
    KindInformer(Class<R> type, List<Kind<R>> rows, InitialListFilter initialList) {
        this.type = type;
        this.rows = List.copyOf(rows);
        this.initialList = initialList;
        this.ownWrites = new OwnWriteFilter(name());
    }

    /** Whether the kind is watched; otherwise the cluster lacks its CRD. */
    boolean present() {
        return source.isPresent();
    }

    Optional<String> crd() {
        return rows.stream().map(Kind::crd).flatMap(Optional::stream).findFirst();
    }

    Class<R> type() {
        return type;
    }

    OwnWriteFilter ownWrites() {
        return ownWrites;
    }

    MatchCache matches() {
        return matches;
    }

    InformerEventSource<R, EmbeddingService> source() {
        return source.orElseThrow();
    }

    Optional<R> get(ResourceID object) {
        return source.flatMap(informer -> informer.get(object));
    }

    Stream<R> list() {
        return source.stream().flatMap(informer -> informer.list(any -> true));
    }

    /** Creates the event source, for the framework to start. */
    InformerEventSource<R, EmbeddingService> create(EventSourceContext<EmbeddingService> context) {
        var configuration = InformerEventSourceConfiguration.from(type, EmbeddingService.class)
                .withName(name())
                .withNamespacesInheritedFromController()
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                .withInformerListLimit(LIST_LIMITS.getOrDefault(type, OperatorFactory.LIST_LIMIT))
                .withSecondaryToPrimaryMapper(Owner::services)
                .withOnAddFilter(added -> initialList.accepts(added) && ownWrites.accepts(added))
                .withOnUpdateFilter((now, before) -> ownWrites.accepts(now) && matters(before, now))
                .withOnDeleteFilter((gone, unknown) -> {
                    matches.remove(gone);
                    return true;
                })
                .build();
        source = Optional.of(new InformerEventSource<>(configuration, context));
        return source();
    }

    /** Starts to watch a kind whose CRD has been installed; returns after the initial list. */
    synchronized void begin(EventSourceRetriever<EmbeddingService> retriever) {
        if (present()) {
            return;
        }
        try {
            retriever.dynamicallyRegisterEventSource(create(retriever.eventSourceContextForDynamicRegistration()));
        } catch (RuntimeException e) {
            end(retriever);
            throw e;
        }
    }

    /** Stops watching a kind whose CRD has been removed. */
    synchronized void end(EventSourceRetriever<EmbeddingService> retriever) {
        source = Optional.empty();
        retriever.dynamicallyDeRegisterEventSource(name());
    }

    /** Writes an object; the operator's own change triggers no reconcile. */
    R write(EmbeddingService service, ResourceID object, Supplier<R> write) {
        return ownWrites.during(ResourceID.fromResource(service), object, write, () -> get(object));
    }

    /** Puts an object into the cache before its event arrives. JOSDK cannot update what the cache does not have, such as an orphan. */
    void remember(ResourceID object, R written, R before) {
        if (get(object).isPresent()) {
            source().handleRecentResourceUpdate(object, written, before);
        } else {
            source().handleRecentResourceCreate(object, written);
        }
    }

    private boolean matters(R before, R now) {
        return rows.stream().anyMatch(row -> row.changes().matter(before, now));
    }

    private String name() {
        return HasMetadata.getKind(type);
    }
}
