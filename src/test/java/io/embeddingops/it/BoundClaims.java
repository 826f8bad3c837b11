package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Gives each claim of a tenant a volume. Kubernetes writes an Event about each unbound one every 15 s. */
final class BoundClaims {

    private BoundClaims() {}

    static void bindAll(Tenant tenant) {
        var claims = tenant.client().persistentVolumeClaims().inNamespace(tenant.namespace());
        claims.list()
                .getItems()
                .forEach(claim -> tenant.client().resource(volume(claim)).create());
        Tenant.eventually(() -> assertThat(claims.list().getItems())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.getStatus().getPhase())
                        .as(claim.getMetadata().getName())
                        .isEqualTo("Bound")));
    }

    private static PersistentVolume volume(PersistentVolumeClaim claim) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(claim.getMetadata().getName())
                .endMetadata()
                .withNewSpec()
                .withCapacity(Map.of("storage", new Quantity("1Ei")))
                .withAccessModes(claim.getSpec().getAccessModes())
                .withStorageClassName(claim.getSpec().getStorageClassName())
                .withNewClaimRef()
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .endClaimRef()
                .withNewHostPath()
                .withPath("/models")
                .endHostPath()
                .endSpec()
                .build();
    }
}
