package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.GpuPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {

    private static final String BOTH_OR_NONE =
            "must have exactly one of resourceClaimName, which all replicas share, and"
                    + " resourceClaimTemplateName, from which each replica gets a claim of its own";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: gpu}                                                         | spec.pod.resourceClaims[0] {both}
            {name: gpu, resourceClaimName: a, resourceClaimTemplateName: b}     | spec.pod.resourceClaims[0] {both}
            {name: gpu, resourceClaimName: ""}                                  | spec.pod.resourceClaims[0] {both}
            {resourceClaimName: a}                                              | spec.pod.resourceClaims[0].name is required
            {name: A_1, resourceClaimName: a}                                   | spec.pod.resourceClaims[0].name "A_1" must be 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit
            {name: gpu, resourceClaimName: a}, {name: gpu, resourceClaimName: b}| spec.pod.resourceClaims[1].name gpu is listed twice: remove one
            """)
    void claimsOfThePod(String claims, String error) {
        assertThat(Given.errors("{model: {path: /m}, pod: {resourceClaims: [" + claims + "]}}"))
                .containsExactly(error.replace("{both}", BOTH_OR_NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: nic}              | spec.server.resources.claims[0].name nic is not a claim in spec.pod.resourceClaims: add a claim with that name
            {}                       | spec.server.resources.claims[0].name is required
            {name: gpu}, {name: gpu} | spec.server.resources.claims[1].name gpu is listed twice: remove one
            """)
    void claimsOfTheServer(String claims, String error) {
        assertThat(Given.errors(spec(claims, ""))).containsExactly(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            ''                                       | none           | 1
            gpu: {count: 2}                          | none           | 2
            gpu: {vendor: amd}                       | none           | 1
            gpu: {count: 2, resourceName: a.com/nic} | a.com/nic      | 2
            """)
    void claimsReplaceTheExtendedResourceUnlessTheSpecNamesOne(String gpu, String limit, int count) {
        var policy = Given.policy("--amd-image", "a/b:c");
        var spec = spec("{name: gpu}", gpu.isEmpty() ? "" : gpu + ", ");
        assertThat(Given.errors(policy, spec)).isEmpty();
        var plan = ((Plan) new Planner(policy).plan(Given.service(spec))).gpu().orElseThrow();
        assertThat(plan.limit().orElse(null)).isEqualTo(limit);
        assertThat(plan).extracting(GpuPlan::count).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: gpu}", "{name: gpu, request: one}"})
    void aClaimOfThePodCanBeUsed(String claim) {
        assertThat(Given.errors(spec(claim, ""))).isEmpty();
    }

    private static String spec(String claims, String more) {
        return "{model: {path: /m}, " + more + "server: {resources: {claims: [" + claims
                + "]}}, pod: {resourceClaims: [{name: gpu, resourceClaimTemplateName: t}]}}";
    }
}
