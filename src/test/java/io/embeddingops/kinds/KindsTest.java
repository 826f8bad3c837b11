package io.embeddingops.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.client.ClusterSerialization;
import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.Permission;
import io.embeddingops.fixtures.RoleRules;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind in the table is declared in all other places that need it. A failure names the kind and the place. */
class KindsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Kind<?>> rows() {
        return Kinds.all().rows();
    }

    static List<Kind<?>> built() {
        return Kinds.all().built();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRoleAllowsExactlyTheVerbsOfEachKind(Kind<?> row) {
        assertThat(RoleRules.permissions(RoleRules.shipped().services()).stream()
                        .filter(permission -> permission.group().equals(HasMetadata.getGroup(row.type())))
                        .filter(permission -> permission.resource().equals(HasMetadata.getPlural(row.type())))
                        .map(Permission::verb)
                        .collect(Collectors.toSet()))
                .as("verbs for %s in helm/embedding-operator/files/role-rules.yaml", row.kind())
                .isEqualTo(verbs(row.type()));
    }

    private static Set<String> verbs(Class<? extends HasMetadata> type) {
        return rows().stream()
                .filter(row -> row.type() == type)
                .flatMap(row -> row.verbs().stream())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClientReadsEachKindAsItsClass(Kind<?> row) {
        var json = "{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"metadata\": {\"name\": \"x\"}}"
                .formatted(HasMetadata.getApiVersion(row.type()), row.kind());
        assertThat(ClusterSerialization.create(Kinds.all()).<KubernetesResource>unmarshal(json))
                .as(row.kind())
                .isInstanceOf(row.type());
    }

    @ParameterizedTest
    @MethodSource("built")
    void aGoldenCaseShowsEachKindThatIsBuilt(Kind<?> row) throws IOException {
        try (Stream<Path> cases = Files.list(GOLDEN)) {
            assertThat(cases.map(directory -> Given.text(directory.resolve("expected.yaml")))
                            .filter(text -> text.contains("kind: " + row.kind() + "\n")
                                    || text.contains("kind: \"" + row.kind() + "\"\n")))
                    .as("golden cases under %s with a %s", GOLDEN, row.kind())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTableNamesEachObjectOnce(Kind<?> row) {
        assertThat(rows())
                .filteredOn(
                        other -> other.type() == row.type() && other.suffix().equals(row.suffix()))
                .as("rows for %s with suffix \"%s\"", row.kind(), row.suffix())
                .hasSize(1);
    }
}
