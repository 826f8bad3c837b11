package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.api.v1alpha1.AccessSpecBuilder;
import io.embeddingops.api.v1alpha1.DataType;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpecBuilder;
import io.embeddingops.api.v1alpha1.ModelSpecBuilder;
import io.embeddingops.api.v1alpha1.PodOptionsBuilder;
import io.embeddingops.api.v1alpha1.SecretReference;
import io.embeddingops.api.v1alpha1.ServerSpecBuilder;
import io.embeddingops.api.v1alpha1.TlsSpec;
import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.PodResourceClaimBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A builder does not notice a component that {@link Defaults} forgets to set; this does. */
class CompletePlanTest {

    private static final List<Object> UNSET =
            List.of(Optional.empty(), OptionalInt.empty(), List.of(), Map.of(), 0, 0L, 0.0, false, "");

    private static final Path EVERYTHING = Path.of("src/test/resources/golden/everything/input.yaml");

    @Test
    void aSpecWithAllFieldsSetsAllComponents() throws ReflectiveOperationException {
        var policy = Given.policy(
                "--allowed-secrets", "*",
                "--allowed-service-accounts", "*",
                "--allowed-gateways", "*",
                "--allowed-image-prefixes", "*",
                "--operator-namespace", "embedding-system");
        var service = Given.manifest(EVERYTHING);
        var spec = service.getSpec();
        var model = ModelSpecBuilder.builder(spec.model()).dtype(DataType.HALF).build();
        var pod = PodOptionsBuilder.builder(spec.pod())
                .resourceClaims(List.of(new PodResourceClaimBuilder()
                        .withName("gpu")
                        .withResourceClaimName("gpu")
                        .build()))
                .doNotDisruptWhileLoading(true)
                .build();
        var server = ServerSpecBuilder.builder(spec.server())
                .priorityScheduling(true)
                .build();
        var access = AccessSpecBuilder.builder(spec.access())
                .apiKeySecret(new SecretReference("keys"))
                .tls(new TlsSpec("tls"))
                .build();
        service.setSpec(EmbeddingServiceSpecBuilder.builder(spec)
                .model(model)
                .pod(pod)
                .server(server)
                .access(access)
                .build());
        var plan = (Plan) new Planner(policy).plan(service);
        assertComplete(
                "Plan",
                plan.withReplicasElsewhere(5)
                        .withNext(Optional.of(NextPlan.of(plan)))
                        .withFlipped(Optional.of(Instant.EPOCH)));
        assertComplete("FallbackPlan", plan.fallback().orElseThrow());
    }

    @Test
    void noComponentIsNullByDefault() throws ReflectiveOperationException {
        assertNothingNull("Plan", Given.plan("model: {path: /models/tiny}"));
    }

    private static void assertComplete(String path, Record part) throws ReflectiveOperationException {
        assertNothingNull(path, part);
        for (var component : part.getClass().getRecordComponents()) {
            var value = component.getAccessor().invoke(part);
            var name = path + "." + component.getName();
            assertThat(value).as(name).isNotIn(UNSET);
            if (value instanceof Record inner) {
                assertComplete(name, inner);
            }
        }
    }

    private static void assertNothingNull(String path, Record part) throws ReflectiveOperationException {
        for (var component : part.getClass().getRecordComponents()) {
            var value = component.getAccessor().invoke(part);
            assertThat(value).as(path + "." + component.getName()).isNotNull();
            if (value instanceof Record inner && inner.getClass().getPackage() == Plan.class.getPackage()) {
                assertNothingNull(path + "." + component.getName(), inner);
            }
        }
    }
}
