package io.embeddingops.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors about a NetworkPolicy or an HTTPRoute name the field of the EmbeddingService. */
class NetworkFieldsTest {

    private static final Plan PLAN =
            (Plan) new Planner(Given.policy("--operator-namespace", "embedding-system", "--allowed-gateways", "*"))
                    .plan(Given.service("""
                    model: {path: /models/tiny}
                    access: {from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]}
                    server: {egress: Listed, egressTo: [{ports: [{port: 53}]}]}
                    route: {parentRefs: [{name: a}, {name: b}], hostnames: [a.example.com], pathPrefix: /a}
                    """));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.ingress[0].from[0].podSelector  |
            spec.ingress[0].from[1].podSelector  | spec.access.from[0].podSelector
            spec.ingress[0].from[2].ipBlock.cidr | spec.access.from[1].ipBlock.cidr
            spec.ingress[0].ports[0].port        | spec.port
            spec.egress[0].ports[0].port         | spec.server.egressTo[0].ports[0].port
            spec.podSelector                     |
            metadata.name                        | metadata.name
            """)
    void fieldOfTheNetworkPolicyIsTranslated(String field, String origin) {
        var policy = ServerNetworkPolicy.build(PLAN).orElseThrow();
        assertThat(SpecFields.of(policy, PLAN).origin(field).orElse(null)).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.parentRefs[1].name             | spec.route.parentRefs[1].name
            spec.hostnames[0]                   | spec.route.hostnames[0]
            spec.rules[0].matches[0].path.value | spec.route.pathPrefix
            """)
    void fieldOfTheRouteIsTranslated(String field, String origin) {
        var route = ServerRoute.build(PLAN).orElseThrow();
        assertThat(SpecFields.of(route, PLAN).origin(field)).contains(origin);
    }
}
