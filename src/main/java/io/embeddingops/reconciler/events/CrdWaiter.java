package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Triggers a reconcile of the services that need a CRD once it is installed. It polls only while a service waits. An
 * informer on CRDs would need a cluster-wide permission, which an operator for some namespaces does not have.
 */
public final class CrdWaiter extends SimpleInboundEventSource<EmbeddingService> {

    private static final Logger LOG = LoggerFactory.getLogger(CrdWaiter.class);

    private final Duration interval;
    private final Predicate<ResourceID> exists;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private ScheduledExecutorService poll;

    /**
     * The services that wait for a CRD.
     *
     * @param ready checks whether the CRD is installed and its kind watched
     */
    private record Waiting(BooleanSupplier ready, Set<ResourceID> services) {}

    /**
     * Creates a waiter.
     *
     * @param interval between two checks
     * @param exists whether a service still exists; deleted services stop waiting
     */
    public CrdWaiter(Duration interval, Predicate<ResourceID> exists) {
        super("CrdWaiter");
        this.interval = interval;
        this.exists = exists;
    }

    /**
     * Registers a service that waits for a CRD.
     *
     * @param ready checks whether the CRD is installed, and if so starts to watch its kind
     */
    public void await(String crd, ResourceID service, BooleanSupplier ready) {
        waiting.compute(crd, (name, before) -> {
            var now = before == null ? new Waiting(ready, ConcurrentHashMap.newKeySet()) : before;
            now.services().add(service);
            return now;
        });
        schedule();
    }

    /** Removes a service that no longer needs the CRD. */
    public void forget(String crd, ResourceID service) {
        waiting.computeIfPresent(crd, (name, before) -> {
            before.services().remove(service);
            return before.services().isEmpty() ? null : before;
        });
    }

    @Override
    public void start() {
        super.start();
        poll = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "crd-waiter");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            poll.schedule(this::lookAtAll, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtAll() {
        scheduled.set(false);
        waiting.keySet().forEach(this::look);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    @Override
    public void stop() {
        super.stop();
        if (poll != null) {
            poll.shutdownNow();
        }
    }

    private void look(String crd) {
        var found = waiting.computeIfPresent(crd, (name, before) -> {
            before.services().removeIf(exists.negate());
            return before.services().isEmpty() ? null : before;
        });
        try {
            if (found != null && found.ready().getAsBoolean() && waiting.remove(crd, found)) {
                LOG.info("CRD {} is installed", crd);
                found.services().forEach(this::propagateEvent);
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot check for CRD {} or watch its objects, trying again: {}", crd, e.getMessage());
        }
    }
}
