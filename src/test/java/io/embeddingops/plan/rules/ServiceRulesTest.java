package io.embeddingops.plan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.FieldError;
import io.embeddingops.resources.ServerService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ipFamilies: [IPv6, IPv6] | spec.service.ipFamilies IPv6 is listed twice: remove one
            ipFamilies: [IPv4, IPv6], ipFamilyPolicy: SingleStack | spec.service.ipFamilies must have one family with spec.service.ipFamilyPolicy SingleStack: remove one, or set spec.service.ipFamilyPolicy to PreferDualStack
            """)
    void refusesWhatTheApiServerWould(String service, String error) {
        assertThat(Given.errors("{model: {path: /m}, service: {" + service + "}}"))
                .containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipFamilies: [IPv6]",
                "ipFamilies: [IPv6, IPv4]",
                "ipFamilyPolicy: PreferDualStack",
                "ipFamilies: [IPv6], ipFamilyPolicy: SingleStack"
            })
    void allowsOthers(String service) {
        assertThat(Given.errors("{model: {path: /m}, service: {" + service + "}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ipFamilies: [IPv6]                                     | spec.service.ipFamilies
            ipFamilies: [IPv4, IPv6], ipFamilyPolicy: PreferDualStack | spec.service.ipFamilies
            ipFamilyPolicy: PreferDualStack                        | spec.service.ipFamilyPolicy
            ipFamilyPolicy: RequireDualStack                       | spec.service.ipFamilyPolicy
            """)
    void serversOfTemplateOneDoNotListenOnIpv6(String service, String field) {
        var spec = "{model: {path: /m}, service: {" + service + "}}";
        assertThat(Rules.warnings(Given.planOfTemplate(1, spec)))
                .extracting(FieldError::toString)
                .containsExactly(field
                        + " asks for IPv6, but the service keeps pod template 1, whose servers listen on IPv4 only;"
                        + " set spec.upgradePolicy: Follow, which replaces the pods");
        assertThat(Rules.warnings(Given.plan(spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipFamilies: [IPv4]", "ipFamilyPolicy: SingleStack"})
    void ipv4NeedsNoWarning(String service) {
        assertThat(Rules.warnings(Given.planOfTemplate(1, "{model: {path: /m}, service: {" + service + "}}")))
                .isEmpty();
    }

    @Test
    void theFamiliesOfAServiceAreLeftToTheClusterByDefault() {
        var spec = ServerService.build(Given.plan("model: {path: /m}")).getSpec();
        assertThat(spec.getIpFamilyPolicy()).isNull();
        assertThat(spec.getIpFamilies()).isEmpty();
    }
}
