package io.embeddingops.plan.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.KubernetesRow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code KubernetesRulesIT} tries the same rows on an API server. */
class KubernetesRulesTest {

    static Stream<KubernetesRow> refused() {
        return KubernetesRow.refused();
    }

    static Stream<KubernetesRow> accepted() {
        return KubernetesRow.accepted();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(KubernetesRow row) {
        assertThat(Given.errors(Given.LENIENT, row.spec())).containsExactly(row.error());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isAccepted(KubernetesRow row) {
        assertThat(Given.errors(Given.LENIENT, row.spec())).isEmpty();
    }

    /** An API server would compute with all its zeros. */
    @Test
    void hugeExponentIsRefused() {
        assertThat(Given.errors("{model: {path: /m}, server: {resources: {limits: {memory: '1e999999999'}}}}"))
                .containsExactly("spec.server.resources.limits.memory \"1e999999999\" must be a quantity: a number with"
                        + " an optional unit, such as 2, 500m, 12G or 4Gi");
    }
}
