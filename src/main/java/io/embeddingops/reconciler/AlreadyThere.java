package io.embeddingops.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what was there before the first pass from causing a second. Every service has a pass after the start, which sees
 * all of it in the caches; but informers tell of it when they come to it, which may be after that pass.
 */
final class AlreadyThere {

    /** Until then they have told of all; what is remembered longer only takes memory. */
    private static final long ALL_TOLD_NANOSECONDS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private volatile boolean begun;
    private volatile Set<Version> untold = Set.of();
    private volatile long begin;

    private record Version(String uid, String resourceVersion) {

        static Version of(HasMetadata object) {
            return new Version(
                    object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
        }
    }

    AlreadyThere() {
        this(System::nanoTime);
    }

    AlreadyThere(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether an object that an informer tells of as added may cause a pass. */
    boolean isNews(HasMetadata added) {
        if (!begun) {
            return false;
        } else if (untold.isEmpty()) {
            return true;
        } else if (nanoTime.getAsLong() - begin > ALL_TOLD_NANOSECONDS) {
            untold = Set.of();
            return true;
        }
        return !untold.remove(Version.of(added));
    }

    /** To be called before each pass; the first looks at what the caches hold, and others wait for it. */
    void beforePass(Supplier<Stream<? extends HasMetadata>> caches) {
        if (begun) {
            return;
        }
        synchronized (this) {
            if (!begun) {
                untold = caches.get().map(Version::of).collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
                begin = nanoTime.getAsLong();
                begun = true;
            }
        }
    }
}
