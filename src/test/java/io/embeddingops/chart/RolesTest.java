package io.embeddingops.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The permissions of a release, and the namespaces in which it has them. */
class RolesTest {

    private static final String OPERATOR = Chart.RELEASE;

    @ParameterizedTest
    @ValueSource(strings = {"", "watchNamespaces: [a, b]", "config: {probeVia: proxy}"})
    void noDangerousPermissionIsGranted(String values) {
        assertThat(rules(Chart.render(values))).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getVerbs()).isNotEmpty().doesNotContain("*", "impersonate", "escalate", "bind");
            assertThat(rule.getApiGroups()).isNotEmpty().doesNotContain("*");
            assertThat(rule.getResources())
                    .isNotEmpty()
                    .doesNotContain("*", "secrets", "nodes", "pods/exec", "pods/attach", "serviceaccounts/token");
        });
    }

    @Test
    void onlyTheOperatorsOwnLeaseCanBeChanged() {
        var rules = Chart.only(Chart.render(""), Role.class).getRules();

        assertThat(rules)
                .filteredOn(rule -> !rule.getVerbs().contains("create"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getResourceNames()).containsExactly("embedding-operator"));
    }

    @Test
    void withoutNamespacesRolesAreClusterWide() {
        var objects = Chart.render("");

        assertThat(names(objects, ClusterRole.class))
                .containsExactlyInAnyOrder(OPERATOR, OPERATOR + "-view", OPERATOR + "-edit");
        assertThat(names(objects, ClusterRoleBinding.class)).containsExactly(OPERATOR);
        assertThat(names(objects, Role.class)).containsExactly(OPERATOR + "-election");
    }

    @Test
    void withNamespacesThereIsNoClusterRole() {
        var objects = Chart.render("watchNamespaces: [team-a, team-b]");

        assertThat(Chart.all(objects, ClusterRole.class)).isEmpty();
        assertThat(Chart.all(objects, ClusterRoleBinding.class)).isEmpty();
        var cluster = Chart.all(Chart.render(""), ClusterRole.class).stream()
                .filter(role -> role.getMetadata().getName().equals(OPERATOR))
                .findFirst()
                .orElseThrow();
        assertThat(Chart.all(objects, Role.class))
                .filteredOn(role -> role.getMetadata().getName().equals(OPERATOR))
                .hasSize(2)
                .allSatisfy(role -> assertThat(role.getRules()).isEqualTo(cluster.getRules()));
        assertThat(Chart.all(objects, RoleBinding.class))
                .extracting(binding -> binding.getMetadata().getNamespace())
                .containsExactlyInAnyOrder("team-a", "team-b", Chart.NAMESPACE);
        assertThat(Chart.all(objects, RoleBinding.class))
                .allSatisfy(binding -> assertThat(binding.getSubjects())
                        .singleElement()
                        .satisfies(subject -> assertThat(subject.getNamespace()).isEqualTo(Chart.NAMESPACE)));
    }

    @Test
    void podProxyIsGrantedOnlyForProbesViaProxy() {
        assertThat(resources(Chart.render(""))).doesNotContain("pods/proxy");
        assertThat(resources(Chart.render("config: {probeVia: proxy}"))).contains("pods/proxy");
    }

    @Test
    void secretsCanBeReadOnlyIfTheValueSaysSo() {
        assertThat(resources(Chart.render(""))).doesNotContain("secrets");
        assertThat(rules(Chart.render("rbac: {readApiKeys: true}")))
                .filteredOn(rule -> rule.getResources().contains("secrets"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.getVerbs()).containsExactly("get"));
        assertThat(rules(Chart.render("{rbac: {readApiKeys: true}, watchNamespaces: [team-a, team-b]}")))
                .filteredOn(rule -> rule.getResources().contains("secrets"))
                .hasSize(2);
    }

    @Test
    void rolesCanBeDisabled() {
        assertThat(rules(Chart.render("rbac: {create: false}"))).isEmpty();
        assertThat(names(Chart.render("rbac: {aggregate: false}"), ClusterRole.class))
                .containsExactly(OPERATOR);
    }

    private static List<String> names(List<HasMetadata> objects, Class<? extends HasMetadata> kind) {
        return Chart.all(objects, kind).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static List<PolicyRule> rules(List<HasMetadata> objects) {
        return Stream.concat(
                        Chart.all(objects, ClusterRole.class).stream().flatMap(role -> role.getRules().stream()),
                        Chart.all(objects, Role.class).stream().flatMap(role -> role.getRules().stream()))
                .toList();
    }

    private static List<String> resources(List<HasMetadata> objects) {
        return rules(objects).stream()
                .flatMap(rule -> rule.getResources().stream())
                .toList();
    }
}
