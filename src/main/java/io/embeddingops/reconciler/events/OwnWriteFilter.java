package io.embeddingops.reconciler.events;

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
 * Drops the events of the operator's own writes of one kind. A watch often delivers the event before the response to the
 * write arrives, when its author is not known yet. So events of an object are held back while it is being written. If they
 * include a later change by somebody else, a reconcile is triggered after the write.
 */
public final class OwnWriteFilter extends SimpleInboundEventSource<EmbeddingService> {

    private static final String NONE = "";

    /**
     * More than are written concurrently. A write that changes nothing causes no event; its entry stays until newer ones
     * replace it.
     */
    private static final int MAX_EXPECTED = 256;

    /** The version of the last event of each object that is being written. */
    private final Map<ResourceID, String> held = new ConcurrentHashMap<>();

    /** Versions that are in the informer's cache and whose events are pending. */
    private final Map<ResourceID, String> expected = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceID, String> eldest) {
            return size() > MAX_EXPECTED;
        }
    });

    public OwnWriteFilter(String kind) {
        super("OwnWrites" + kind);
    }

    /** Whether the event of this object may trigger a reconcile now. */
    public boolean accepts(HasMetadata object) {
        var id = ResourceID.fromResource(object);
        var version = version(object);
        var isHeld = held.computeIfPresent(id, (any, before) -> version) != null;
        return !isHeld && !expected.remove(id, version);
    }

    /**
     * Writes an object.
     *
     * @param service the service that is reconciled if somebody else changes the object meanwhile
     * @param object the object that is written
     * @param cache what the informer's cache holds after the write; if it is the response, its event is dropped later
     */
    public <R extends HasMetadata> R during(
            ResourceID service, ResourceID object, Supplier<R> write, Supplier<Optional<R>> cache) {
        held.put(object, NONE);
        var written = NONE;
        try {
            var answer = write.get();
            written = version(answer);
            if (cache.get().map(OwnWriteFilter::version).filter(written::equals).isPresent()) {
                expected.put(object, written);
            }
            return answer;
        } finally {
            // absent if a service was deleted and made again: then the passes of both may write the object at the same
            // time
            var last = Optional.ofNullable(held.remove(object)).orElse(NONE);
            if (last.equals(written)) {
                expected.remove(object, written);
            }
            if (isLater(last, written) && isRunning()) {
                propagateEvent(service);
            }
        }
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    /** Resource versions are increasing numbers. Kubernetes guarantees this since 1.35; etcd's revisions always were. */
    private static boolean isLater(String last, String written) {
        if (last.equals(NONE) || last.equals(written)) {
            return false;
        }
        try {
            return written.equals(NONE) || Long.parseLong(last) > Long.parseLong(written);
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
