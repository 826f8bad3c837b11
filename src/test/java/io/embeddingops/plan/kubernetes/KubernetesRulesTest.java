package io.embeddingops.plan.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.bounds.VolumeTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables {@code refused.txt} and {@code accepted.txt}, which {@code KubernetesRulesIT} tries on an API server. */
class KubernetesRulesTest {

    private static final Path TABLES = Path.of("src/test/resources/kubernetes");

    static Stream<List<String>> refused() {
        return rows("refused.txt")
                .map(row -> Stream.of(row.split("\\|", 3)).map(String::strip).toList());
    }

    static Stream<String> accepted() {
        return rows("accepted.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(List<String> row) {
        assertThat(Given.errors(policy(), spec(row.get(0)))).containsExactly("spec." + row.get(1) + " " + row.get(2));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isAccepted(String fields) {
        assertThat(Given.errors(policy(), spec(fields))).isEmpty();
    }

    /** Nothing is forbidden. */
    static Policy policy() {
        return Given.policy(
                "--allow-privileged",
                "true",
                "--allow-service-account-tokens",
                "true",
                "--allowed-secrets",
                "*",
                "--allowed-service-accounts",
                "*",
                "--allowed-volume-types",
                String.join(",", VolumeTypes.UNCOMMON),
                "--allowed-host-paths",
                "/");
    }

    static String spec(String fields) {
        return "{" + (fields.startsWith("model:") ? "" : "model: {path: /m}, ") + fields + "}";
    }

    private static Stream<String> rows(String table) {
        try {
            return Files.readAllLines(TABLES.resolve(table)).stream()
                    .filter(row -> !row.isBlank() && !row.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
