package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.health.ServiceKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Triggers a reconcile when a probe of a service's pods has a new result; stops the probe together with the operator. */
public final class ProbeEvents extends SimpleInboundEventSource<EmbeddingService> {

    private final Runnable close;

    /**
     * Creates an event source.
     *
     * @param name differs from those of other event sources
     * @param close stops the probe
     */
    public ProbeEvents(String name, Runnable close) {
        super(name);
        this.close = close;
    }

    /** Triggers a reconcile of that service. */
    public void trigger(ServiceKey service) {
        if (isRunning()) {
            propagateEvent(new ResourceID(service.name(), service.namespace()));
        }
    }

    @Override
    public void stop() {
        super.stop();
        close.run();
    }
}
