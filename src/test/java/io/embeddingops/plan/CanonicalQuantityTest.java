package io.embeddingops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right column is how a Kubernetes 1.36 API server stores the left one. */
class CanonicalQuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0Gi, 0",
        "1, 1",
        "1024, 1024",
        "1000, 1k",
        "1500, 1500",
        "1000000, 1M",
        "12000M, 12G",
        "1Gi, 1Gi",
        "1024Mi, 1Gi",
        "1536Mi, 1536Mi",
        "0.5Gi, 512Mi",
        "1.5Gi, 1536Mi",
        "0.5, 500m",
        "100m, 100m",
        "2000m, 2",
        "1500m, 1500m",
        "1023Ki, 1023Ki",
        "1024Ki, 1Mi",
        "100.5Ki, 102912",
        "0.5Ki, 512",
        "1000Ki, 1000Ki",
        "1Ki, 1Ki",
        "1e9, 1e9",
        "12e6, 12e6",
        "1e10, 10e9",
        "5e-1, 500e-3",
        "1000e3, 1e6",
        "1.5e3, 1500",
        "100n, 100n",
        "0.0000000001, 1n",
        "1.23456, 1234560u",
        "2048, 2048",
        "1048576Ki, 1Gi",
        "1G, 1G",
        "1000G, 1T",
        "0.1Gi, 107374182400m",
        "0.001Mi, 1048576m",
        "1k, 1k",
        "3E, 3E",
        "1e3, 1e3"
    })
    void convertsToTheStoredForm(String given, String stored) {
        assertThat(CanonicalQuantity.of(new Quantity(given))).hasToString(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "1GB", "Gi", "1e999999999", "1e-999999999"})
    void keepsInvalidQuantities(String given) {
        assertThat(CanonicalQuantity.of(new Quantity(given))).hasToString(given);
    }

    @Test
    void everyQuantityOfAServiceIsConverted() {
        var plan = Given.plan("""
                model: {path: /m}
                server:
                  sharedMemorySize: 2048Mi
                  resources: {limits: {memory: 1024Mi, cpu: "0.5"}, requests: {cpu: 0.25}}
                  env: [{name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}}]
                pod: {volumes: [{name: a, emptyDir: {sizeLimit: 0.5Gi}}]}
                """);
        assertThat(plan.server().sharedMemory()).hasToString("2Gi");
        assertThat(plan.server().resources().getLimits()).hasToString("{memory=1Gi, cpu=500m}");
        assertThat(plan.server().resources().getRequests()).hasToString("{cpu=250m}");
        assertThat(plan.server()
                        .env()
                        .get(0)
                        .getValueFrom()
                        .getResourceFieldRef()
                        .getDivisor())
                .hasToString("1Mi");
        assertThat(plan.pod().volumes().get(0).getEmptyDir().getSizeLimit()).hasToString("512Mi");
    }
}
