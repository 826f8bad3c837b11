package io.embeddingops.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.RoleRules;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Multibyte characters in watch events are kept, even if they are split across network reads. */
@ExtendWith(SharedControlPlane.class)
@Execution(ExecutionMode.CONCURRENT)
class UnicodeIT {

    private static final int SERVICES = 12;
    /** Characters of one, two, three and four bytes in UTF-8. */
    private static final String CHARACTERS = "aä字😀";

    @Test
    void watchEventsWithMultibyteCharactersAreKept(Tenant tenant) {
        try (var operator = OperatorJar.runAs(
                Account.in(tenant, "operator")
                        .grant(RoleRules.shipped().services())
                        .kubeconfig(),
                "--namespaces",
                tenant.namespace())) {
            for (var i = 0; i < SERVICES; i++) {
                var service = tenant.read(Tenant.gpuService("text-" + i));
                service.getMetadata()
                        .setAnnotations(Map.of("example.com/note", "a".repeat(i) + CHARACTERS.repeat(1000)));
                tenant.client().resource(service).create();
            }
            IntStream.range(0, SERVICES).forEach(i -> tenant.awaitReady("text-" + i, "True", "Ready"));
            assertThat(operator.terminate(Duration.ofSeconds(20))).isZero();
        }
    }
}
