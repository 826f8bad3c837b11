package io.embeddingops.reconciler.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drops the add events of the informers' first lists. After a start every service is reconciled once, and that pass reads
 * these objects from the caches; but their add events may arrive after it and would trigger a second one.
 */
public final class InitialListFilter {

    /** By then all events of the first lists have arrived; keeping the set longer would only take memory. */
    private static final long EXPECTED_NANOSECONDS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private volatile boolean begun;
    private volatile Set<Version> pending = Set.of();
    private volatile long begin;

    private record Version(String uid, String resourceVersion) {

        static Version of(HasMetadata object) {
            return new Version(
                    object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
        }
    }

    public InitialListFilter() {
        this(System::nanoTime);
    }

    InitialListFilter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether an add event may trigger a reconcile. */
    public boolean accepts(HasMetadata added) {
        if (!begun) {
            return false;
        } else if (pending.isEmpty()) {
            return true;
        } else if (nanoTime.getAsLong() - begin > EXPECTED_NANOSECONDS) {
            pending = Set.of();
            return true;
        }
        return !pending.remove(Version.of(added));
    }

    /** Must be called before each pass. The first call records what the caches contain; concurrent calls wait for it. */
    public void beforePass(Supplier<Stream<? extends HasMetadata>> caches) {
        if (begun) {
            return;
        }
        synchronized (this) {
            if (!begun) {
                pending = caches.get().map(Version::of).collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
                begin = nanoTime.getAsLong();
                begun = true;
            }
        }
    }
}
