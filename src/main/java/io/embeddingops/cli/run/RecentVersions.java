package io.embeddingops.cli.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that were read lately. Each write is told of twice, by its answer and by the watch, and it costs much less to
 * see that it is the same version than to read it again. Nobody may change them.
 */
final class RecentVersions {

    /** Writes that are under way at a time, and some more, since not everything is told of twice. */
    private static final int MOST = 256;

    private final Map<ObjectHead.Version, WeakReference<HasMetadata>> objects = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectHead.Version, WeakReference<HasMetadata>> eldest) {
            return size() > MOST;
        }
    };

    /** The object of that version; it is given once. */
    synchronized Optional<HasMetadata> take(ObjectHead.Version version) {
        return Optional.ofNullable(objects.remove(version)).map(WeakReference::get);
    }

    synchronized void put(ObjectHead.Version version, HasMetadata object) {
        objects.put(version, new WeakReference<>(object));
    }
}
