package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.client.Discovery;
import io.embeddingops.kinds.Kind;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.reconciler.events.InitialListFilter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The informers of all kinds in the table, one for each class. */
final class KindInformers {

    private final InitialListFilter initialList = new InitialListFilter();
    private final Map<Class<?>, KindInformer<?>> byType = new LinkedHashMap<>();

    KindInformers(Kinds kinds) {
        kinds.types().forEach(type -> byType.put(type, informer(type, kinds)));
    }

    private <R extends HasMetadata> KindInformer<R> informer(Class<R> type, Kinds kinds) {
        return new KindInformer<>(type, rows(type, kinds), initialList);
    }

    @SuppressWarnings("unchecked")
    private static <R extends HasMetadata> List<Kind<R>> rows(Class<R> type, Kinds kinds) {
        return kinds.rows().stream()
                .filter(row -> row.type() == type)
                .map(row -> (Kind<R>) row)
                .toList();
    }

    @SuppressWarnings("unchecked")
    <R extends HasMetadata> KindInformer<R> of(Class<R> type) {
        return (KindInformer<R>) byType.get(type);
    }

    /** The event sources of all kinds that the cluster has. */
    Stream<EventSource<?, EmbeddingService>> eventSources(EventSourceContext<EmbeddingService> context) {
        return byType.values().stream()
                .flatMap(informer -> informer.crd().isEmpty() || Discovery.serves(context.getClient(), informer.type())
                        ? Stream.of(informer.create(context), informer.ownWrites())
                        : Stream.of(informer.ownWrites()));
    }

    /** Must be called before each pass. */
    void beforePass() {
        initialList.beforePass(() -> byType.values().stream().flatMap(KindInformer::list));
    }
}
