package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A field whose feature is switched off in the API server is reported. */
@ExtendWith(SharedControlPlane.class)
class DroppedFieldsIT {

    @Test
    void droppedFieldIsAWarning(Tenant tenant) {
        tenant.startOperator();
        tenant.create("""
                apiVersion: embeddingops.io/v1alpha1
                kind: EmbeddingService
                metadata: {name: trust}
                spec:
                  model: {path: /models/tiny}
                  replicas: 0
                  pod:
                    volumes:
                    - name: trust
                      projected: {sources: [{clusterTrustBundle: {name: ca, path: ca.pem}}]}
                """);
        tenant.awaitReady("trust", "True", "ScaledToZero");

        Tenant.eventually(() -> assertThat(tenant.events("trust"))
                .filteredOn(event -> event.getReason().equals("SpecWarning"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage())
                        .startsWith("spec.pod.volumes[0].projected.sources[0].clusterTrustBundle"
                                + " is not supported by this cluster and was dropped")));
    }
}
