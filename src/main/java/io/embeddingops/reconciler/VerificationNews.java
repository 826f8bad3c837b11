package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.health.Prober;
import io.embeddingops.health.ServiceKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Has a service reconciled when something new is known of its embeddings; stops the prober with the operator. */
final class VerificationNews extends SimpleInboundEventSource<EmbeddingService> {

    private final Prober prober;

    VerificationNews(Prober prober) {
        super("Verification");
        this.prober = prober;
    }

    void of(ServiceKey service) {
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
