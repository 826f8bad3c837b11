package io.embeddingops.reconciler;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps half of the reconcile threads free of slow writes. A webhook that does not answer delays each write by seconds, and
 * without a limit the writes of many services in one namespace would hold all threads.
 */
final class WriteSlots {

    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Longer than the longest pause between two attempts of a service. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final Semaphore slots;
    private final LongSupplier nanoTime;

    /** When a write in a namespace last failed slowly, in nanoseconds. */
    private final Map<String, Long> slow = new ConcurrentHashMap<>();

    WriteSlots(int threads, LongSupplier nanoTime) {
        this.slots = new Semaphore(Math.max(1, threads / 2));
        this.nanoTime = nanoTime;
    }

    /** All slots are taken: the service is tried again soon, and says nothing meanwhile. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Writes an object of that namespace.
     *
     * @throws BusyException if writes to the namespace have failed slowly and enough of them are under way
     */
    <R> R during(String namespace, Supplier<R> write) {
        var limited = isSlow(namespace);
        if (limited && !slots.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return timed(namespace, write);
        } finally {
            if (limited) {
                slots.release();
            }
        }
    }

    private <R> R timed(String namespace, Supplier<R> write) {
        var begin = nanoTime.getAsLong();
        try {
            return write.get();
        } catch (KubernetesClientException e) {
            if (nanoTime.getAsLong() - begin >= SLOW.toNanos()) {
                slow.put(namespace, nanoTime.getAsLong());
            }
            throw e;
        }
    }

    private boolean isSlow(String namespace) {
        var last = slow.get(namespace);
        if (last == null) {
            return false;
        } else if (nanoTime.getAsLong() - last < MEMORY.toNanos()) {
            return true;
        }
        slow.remove(namespace, last);
        return false;
    }
}
