package io.embeddingops.reconciler.events;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.health.Prober;
import io.embeddingops.health.ServiceKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Triggers a reconcile when a verification has a new result; stops the prober together with the operator. */
public final class VerificationEvents extends SimpleInboundEventSource<EmbeddingService> {

    private final Prober prober;

    public VerificationEvents(Prober prober) {
        super("Verification");
        this.prober = prober;
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
        prober.close();
    }
}
