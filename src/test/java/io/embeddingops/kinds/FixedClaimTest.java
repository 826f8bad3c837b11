package io.embeddingops.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.junit.jupiter.api.Test;

class FixedClaimTest {

    private static final PersistentVolumeClaim ACTUAL = claim("storageClassName: fast, ", "ReadWriteOnce", "20Gi");

    @Test
    void theSizeNeverShrinks() {
        assertThat(FixedClaim.keep(ACTUAL, claim("", "ReadWriteOnce", "5Gi")).getSpec())
                .isEqualTo(ACTUAL.getSpec());
        assertThat(FixedClaim.keep(ACTUAL, claim("", "ReadWriteOnce", "30Gi"))
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage"))
                .hasToString("30Gi");
    }

    @Test
    void theClusterChoosesAStorageClassThatIsLeftOpen() {
        var wanted = claim("", "ReadWriteOnce", "20Gi");

        assertThat(FixedClaim.refusal(ACTUAL, FixedClaim.keep(ACTUAL, wanted))).isEmpty();
    }

    @Test
    void anotherStorageClassIsRefusedWithTheRemedy() {
        assertThat(FixedClaim.refusal(ACTUAL, claim("storageClassName: slow, ", "ReadWriteOnce", "20Gi")))
                .contains("PersistentVolumeClaim a-model-cache has storageClassName fast, which Kubernetes does not let"
                        + " anyone change to slow: set spec.model.cache.volume.storageClassName to fast, or delete the"
                        + " claim with the models on it, and the operator makes a new one");
    }

    @Test
    void otherAccessModesAreRefused() {
        assertThat(FixedClaim.refusal(ACTUAL, claim("storageClassName: fast, ", "ReadWriteMany", "20Gi")))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "accessModes ReadWriteOnce",
                                "to ReadWriteMany: set spec.model.cache.volume.accessModes"));
    }

    private static PersistentVolumeClaim claim(String storageClass, String mode, String size) {
        return Given.object("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: a-model-cache}
                spec: {%saccessModes: [%s], resources: {requests: {storage: %s}}}
                """.formatted(storageClass, mode, size), PersistentVolumeClaim.class);
    }
}
