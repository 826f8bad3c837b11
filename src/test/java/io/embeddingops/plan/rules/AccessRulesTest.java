package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.fixtures.LenientFlags;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.embeddingops.plan.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    private static final Policy POLICY = Given.policy(LenientFlags.ALL);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: {priorityScheduling: true} | spec.server.priorityScheduling | 1
            server: {priorityScheduling: true} | spec.server.priorityScheduling | 2
            """)
    void whatAnEarlierTemplateCannotDoIsRefused(String fields, String field, int template) {
        var spec = "{model: {path: /m}, " + fields + "}";
        assertThat(Given.errorsOfTemplate(template, spec))
                .containsExactly(field + " is not possible with pod template " + template + ", which the service keeps:"
                        + " remove it, or set spec.upgradePolicy: Follow, which replaces the pods");
        assertThat(Given.errors(POLICY, spec)).isEmpty();
    }

    /** A server that does not check keys, or serves HTTP, must not be taken for one that does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keysAndTlsAreRefusedForServersThatCannotHaveThem(int template) {
        assertThat(Given.errorsOfTemplate(
                        template, "{model: {path: /m}, access: {apiKeySecret: {name: k}, tls: {secretName: t}}}"))
                .filteredOn(error -> error.contains("is not possible with pod template " + template))
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .containsExactly("spec.access.apiKeySecret", "spec.access.tls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[--api-key, $(KEY)]", "[--api-key=$(KEY)]", "[--admin-api-key, $(KEY)]"})
    void sglangsOwnKeyIsRefusedBesideTheSecret(String args) {
        var spec = "{model: {path: /m}, server: {extraArgs: " + args + "}, access: {apiKeySecret: {name: k}}}";
        assertThat(Given.errors(POLICY, spec))
                .containsExactly("spec.server.extraArgs contains "
                        + args.replaceAll("[\\[\\]]", "").split("[,=]")[0]
                        + ", and spec.access.apiKeySecret is set as well: remove one of them");
        assertThat(Given.errors(POLICY, spec.replace(", access: {apiKeySecret: {name: k}}", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            egress: Listed                           | must have at least one rule with spec.server.egress Listed: add one, or set spec.server.egress to None
            egress: Listed, egressTo: []             | must have at least one rule with spec.server.egress Listed: add one, or set spec.server.egress to None
            egress: None, egressTo: [{ports: [{port: 53}]}] | is only possible with spec.server.egress Listed: remove it, or set spec.server.egress to Listed
            egressTo: [{ports: [{port: 53}]}]        | is only possible with spec.server.egress Listed: remove it, or set spec.server.egress to Listed
            """)
    void egressToBelongsToListed(String server, String error) {
        assertThat(Given.errors(POLICY, "{model: {path: /m}, server: {" + server + "}}"))
                .containsExactly("spec.server.egressTo " + error);
    }

    @Test
    void aDownloadWithoutNetworkIsAWarning() {
        var spec = "{model: {source: {huggingFace: {repo: a/b}}}, server: {egress: None}}";
        assertThat(Rules.warnings((Plan) new Planner(POLICY).plan(Given.service(spec))))
                .singleElement()
                .hasToString(
                        "spec.server.egress None also blocks the download of the model, so that pods start only while"
                                + " the cache has it: set Listed, and list DNS and the source in spec.server.egressTo");
        assertThat(Rules.warnings(Given.plan("{model: {path: /m}, server: {egress: None}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"api-keys, apiKeySecret: {name: k}", "tls, tls: {secretName: k}"})
    void volumesOfTheOperatorAreReservedWhileTheyAreUsed(String name, String access) {
        var spec =
                "{model: {path: /m}, pod: {volumes: [{name: " + name + ", emptyDir: {}}]}, access: {" + access + "}}";
        assertThat(Given.errors(POLICY, spec))
                .containsExactly("spec.pod.volumes[0].name " + name + " is reserved: choose another name");
        assertThat(Given.errors(POLICY, spec.replace(access, ""))).isEmpty();
    }
}
