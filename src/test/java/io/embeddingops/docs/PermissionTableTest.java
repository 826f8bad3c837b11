package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.Permission;
import io.embeddingops.fixtures.RoleRules;
import io.embeddingops.kinds.Kinds;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The role is small, and the operations guide lists exactly what is in it, with the reason that its file gives. */
class PermissionTableTest {

    /** The servers that no longer serve, their limits, and the settings of their clients. */
    private static final Set<Class<?>> OF_TRANSITIONS = Set.of(Deployment.class, NetworkPolicy.class, ConfigMap.class);

    private static final Pattern RULE =
            Pattern.compile("^# (.+)\\n(- apiGroups:.*\\n(?: {2}.*\\n)+)", Pattern.MULTILINE);

    @Test
    void theGuideListsWhatIsGranted() {
        var rows = RULE.matcher(Given.text(RoleRules.FILE)).results().toList();
        assertThat(rows)
                .as("rules with a comment above them")
                .hasSameSizeAs(RoleRules.shipped().all());
        new GeneratedSection(Path.of("docs", "operations.md"), "permissions")
                .mustBe(rows.stream()
                        .map(row -> row(rule(row.group(2)), row.group(1)))
                        .collect(Collectors.joining("\n", "| resource | verbs | why |\n| --- | --- | --- |\n", "")));
    }

    @Test
    void nothingGrantsEverythingOrShellsAndOnlyOneSectionSecrets() {
        var rules = RoleRules.shipped();
        assertThat(RoleRules.permissions(rules.readApiKeys())).containsExactly(new Permission("", "secrets", "get"));
        var others = rules.all().stream()
                .filter(rule -> !rules.readApiKeys().contains(rule))
                .toList();
        assertThat(others).allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).doesNotContain("*");
            assertThat(rule.getVerbs()).doesNotContain("*", "deletecollection", "escalate", "bind", "impersonate");
            assertThat(rule.getResources())
                    .noneMatch(resource -> resource.contains("*") || resource.startsWith("secrets"))
                    .doesNotContain("pods/exec", "pods/attach", "pods/portforward", "serviceaccounts/token", "nodes");
            assertThat(rule.getNonResourceURLs()).isEmpty();
        });
    }

    @Test
    void onlyObjectsThatAServiceCanRunWithoutAndThoseOfATransitionMayBeDeleted() {
        var optional = Kinds.all().built().stream()
                .filter(kind -> kind.optional() || OF_TRANSITIONS.contains(kind.type()))
                .map(kind -> HasMetadata.getPlural(kind.type()))
                .collect(Collectors.toSet());
        assertThat(RoleRules.shipped().all())
                .filteredOn(rule -> rule.getVerbs().contains("delete"))
                .allSatisfy(rule -> assertThat(rule.getResources()).isSubsetOf(optional));
    }

    private static String row(PolicyRule rule, String why) {
        var group = rule.getApiGroups().get(0);
        var resources = rule.getResources().stream()
                .map(resource -> "`" + resource + (group.isEmpty() ? "" : "." + group) + "`")
                .collect(Collectors.joining(", "));
        return "| " + resources + " | " + String.join(", ", rule.getVerbs()) + " | " + why + " |";
    }

    private static PolicyRule rule(String yaml) {
        try {
            return new YAMLMapper()
                    .readValue(yaml, new TypeReference<List<PolicyRule>>() {})
                    .get(0);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }
}
