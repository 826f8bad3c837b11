package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRulesTest {

    private static final Policy POLICY = Given.policy("--allowed-gateways", "*");
    private static final String PATH =
            "must be a path such as /qwen3: it begins with a slash and has letters, digits and"
                    + " . _ ~ - between single slashes";
    private static final String DOTS = "must not contain the path segments '.' or '..'";
    private static final String VERSION = "must be the path in front of /v1: remove /v1 from its end";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/qwen3", "/qwen3/", "/a/b.c_d~e-f/G1", "/v1beta", "/v1/qwen3", "/..."})
    void acceptsPathPrefixes(String prefix) {
        assertThat(errors("pathPrefix: " + prefix)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "//", "/a//b", "/a?b=c", "/a#b", "/*", "/a b", "/%2e%2e", "/a/$b", "'/a//'"})
    void refusesWhatIsNoPath(String prefix) {
        assertThat(errors("pathPrefix: \"" + prefix.replace("'", "") + "\""))
                .singleElement()
                .asString()
                .endsWith(PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/a/../b", "/./a", "/a/."})
    void refusesDots(String prefix) {
        assertThat(errors("pathPrefix: " + prefix)).containsExactly("spec.route.pathPrefix \"" + prefix + "\" " + DOTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/qwen3/v1"})
    void refusesThePathOfTheApi(String prefix) {
        assertThat(errors("pathPrefix: " + prefix))
                .containsExactly("spec.route.pathPrefix \"" + prefix + "\" " + VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "embeddings.example.com", "*.example.com", "1.example.com"})
    void acceptsHostnames(String name) {
        assertThat(errors("hostnames: [\"" + name + "\"]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Embeddings.example.com",
                "a.example.com:443",
                "*",
                "a.*.com",
                "10.0.0.1",
                "2001:db8::1",
                "a..b",
                "-a"
            })
    void refusesOtherHostnames(String name) {
        assertThat(errors("hostnames: [a.example.com, \"" + name + "\"]"))
                .containsExactly("spec.route.hostnames[1] \"" + name + "\" must be a host name such as"
                        + " embeddings.example.com or *.example.com: lower-case letters, digits, '-' and '.', no IP"
                        + " address and no port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: a}, {name: b}, {name: a, namespace: other}       |
            {name: a, sectionName: x}, {name: a, sectionName: y}    |
            {name: a}, {name: a, namespace: ai}                     | spec.route.parentRefs[0], spec.route.parentRefs[1]
            {name: a, sectionName: x}, {name: a, sectionName: x}    | spec.route.parentRefs[0], spec.route.parentRefs[1]
            {name: a, sectionName: x}, {name: a}                    | spec.route.parentRefs[1]
            """)
    void aGatewayIsListedOnce(String parents, String refused) {
        assertThat(Given.errors(POLICY, "{model: {path: /m}, route: {parentRefs: [" + parents + "]}}"))
                .allMatch(error ->
                        error.endsWith("ai/a is listed more than once: remove it, or set another sectionName in each"))
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .isEqualTo(refused == null ? List.of() : List.of(refused.split(", ")));
    }

    @Test
    void aStoredRouteWithoutGatewaysIsRefused() {
        assertThat(Given.errors(POLICY, "{model: {path: /m}, route: {parentRefs: []}}"))
                .containsExactly("spec.route.parentRefs is required: list at least one Gateway");
        assertThat(Given.errors(POLICY, "{model: {path: /m}, route: {parentRefs: [{namespace: b}]}}"))
                .containsExactly("spec.route.parentRefs[0].name is required");
    }

    private static List<String> errors(String more) {
        return Given.errors(POLICY, "{model: {path: /m}, route: {parentRefs: [{name: a}], " + more + "}}");
    }
}
