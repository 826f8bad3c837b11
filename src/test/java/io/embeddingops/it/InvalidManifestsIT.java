package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.fixtures.InvalidManifest;
import io.embeddingops.fixtures.InvalidManifests;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every invalid manifest is refused by the API server or reported as Stalled, with the message given in its file. */
@ExtendWith(SharedControlPlane.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidManifestsIT {

    private Tenant tenant;

    @BeforeAll
    void start(Tenant own) {
        tenant = own.startOperator();
    }

    @TestFactory
    Stream<DynamicTest> invalidManifests() {
        return InvalidManifests.all().stream().map(manifest -> dynamicTest(manifest.name(), () -> check(manifest)));
    }

    private void check(InvalidManifest manifest) {
        // untyped, so that the API server receives the file as it is
        var resource = tenant.client()
                .getKubernetesSerialization()
                .unmarshal(manifest.yaml(), GenericKubernetesResource.class);
        resource.getMetadata().setNamespace(tenant.namespace());
        if (manifest.api().isPresent()) {
            assertThatThrownBy(() -> tenant.client().resource(resource).create())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(manifest.api().get());
            return;
        }
        var name = resource.getMetadata().getName();
        tenant.client().resource(resource).create();
        var ready = tenant.awaitReady(name, "False", "InvalidSpec");
        assertThat(ready.message()).isEqualTo(manifest.stalled().orElseThrow());
        assertThat(tenant.service(name).get().getStatus().condition(Condition.STALLED))
                .hasValueSatisfying(stalled -> assertThat(stalled.holds()).isTrue());
        assertThat(tenant.deployment(name).get()).isNull();
        tenant.service(name).delete();
    }
}
