package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps the news of our own writes from causing another pass. Often a watch tells of a write before its answer is here, and
 * then nobody knows yet whose it is; so news of an object that is being written are held back until it is written. If
 * they are of a later change, the pass that they ask for follows.
 */
final class OwnWrites extends SimpleInboundEventSource<EmbeddingService> {

    private static final String NOTHING = "";

    /** More than are written at a time. A write that changes nothing is never told of, and stays until others follow. */
    private static final int MOST_UNTOLD = 256;

    /** The last version that was told of, of each object that is being written. */
    private final Map<ResourceID, String> told = new ConcurrentHashMap<>();

    /** What is in the cache and not told of yet: an informer has it there for a moment before it tells. */
    private final Map<ResourceID, String> untold = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceID, String> eldest) {
            return size() > MOST_UNTOLD;
        }
    });

    OwnWrites(String kind) {
        super("OwnWrites" + kind);
    }

    /** Whether these news may cause a pass at once. */
    boolean isNews(HasMetadata object) {
        var id = ResourceID.fromResource(object);
        var version = version(object);
        var held = told.computeIfPresent(id, (any, before) -> version) != null;
        return !held && !untold.remove(id, version);
    }

    /** Writes the object of that name; a pass that finds in the cache what it wrote needs no news of it. */
    <R extends HasMetadata> R during(ResourceID id, Supplier<R> write, Supplier<Optional<R>> cache) {
        told.put(id, NOTHING);
        var written = NOTHING;
        try {
            var answer = write.get();
            written = version(answer);
            if (cache.get().map(OwnWrites::version).filter(written::equals).isPresent()) {
                untold.put(id, written);
            }
            return answer;
        } finally {
            var last = told.remove(id);
            if (last.equals(written)) {
                untold.remove(id, written);
            }
            if (isLater(last, written) && isRunning()) {
                propagateEvent(id);
            }
        }
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    /** Versions are numbers that grow, as Kubernetes has promised since 1.35; before, etcd made them such. */
    private static boolean isLater(String last, String written) {
        if (last.equals(NOTHING) || last.equals(written)) {
            return false;
        }
        try {
            return written.equals(NOTHING) || Long.parseLong(last) > Long.parseLong(written);
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
