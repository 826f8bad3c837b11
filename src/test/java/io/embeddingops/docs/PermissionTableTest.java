package io.embeddingops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.Permission;
import io.embeddingops.fixtures.RoleRules;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the role stays small and that the operations guide documents exactly its permissions. */
class PermissionTableTest {

    private static final Path GUIDE = Path.of("docs/operations.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| (`[^|]+) \\| ([a-z, ]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @Test
    void theGuideListsExactlyTheGrantedPermissions() {
        assertThat(documented())
                .isEqualTo(RoleRules.permissions(RoleRules.shipped().all()));
    }

    @Test
    void nothingGrantsEverythingOrSecretsOrShells() {
        assertThat(RoleRules.shipped().all()).allSatisfy(rule -> {
            assertThat(rule.getApiGroups()).doesNotContain("*");
            assertThat(rule.getVerbs())
                    .doesNotContain("*", "delete", "deletecollection", "escalate", "bind", "impersonate");
            assertThat(rule.getResources())
                    .noneMatch(resource -> resource.contains("*") || resource.startsWith("secrets"))
                    .doesNotContain("pods/exec", "pods/attach", "pods/portforward", "serviceaccounts/token", "nodes");
            assertThat(rule.getNonResourceURLs()).isEmpty();
        });
    }

    private static TreeSet<Permission> documented() {
        var text = Given.text(GUIDE);
        var section = text.substring(text.indexOf("## Permissions"), text.indexOf("## Upgrades"));
        var documented = new TreeSet<Permission>();
        for (var row = ROW.matcher(section); row.find(); ) {
            for (var name = QUOTED.matcher(row.group(1)); name.find(); ) {
                for (var verb : List.of(row.group(2).split(", "))) {
                    documented.add(permission(name.group(1), verb));
                }
            }
        }
        return documented;
    }

    /** Such as deployments.apps, pods/status, embeddingservices/status.embeddingops.io. */
    private static Permission permission(String name, String verb) {
        var dot = name.indexOf('.');
        return dot < 0
                ? new Permission("", name, verb)
                : new Permission(name.substring(dot + 1), name.substring(0, dot), verb);
    }
}
