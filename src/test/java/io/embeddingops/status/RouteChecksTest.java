package io.embeddingops.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.Given;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Gateways say about the service's HTTPRoute. */
class RouteChecksTest {

    private static final String CHANGED = "2026-11-24T10:29:50Z";
    private static final Instant BEFORE = Instant.parse("2026-11-24T10:30:04Z");
    private static final Instant AFTER = Instant.parse("2026-11-24T10:30:05Z");

    @Test
    void acceptedRouteIsReady() {
        var accepted = parent("public", "", "{type: Accepted, status: \"True\", reason: Accepted}");
        assertThat(verdict(AFTER, accepted).reason()).isEqualTo(Reason.READY);
    }

    @Test
    void sentenceOfTheGatewayIsRepeated() {
        var verdict = verdict(BEFORE, parent("public", "", """
                {type: Accepted, status: "False", reason: NotAllowedByListeners,
                   message: "No listeners included\\n by this parent ref allowed this attachment."}
                """));
        assertThat(verdict.reason()).isEqualTo(Reason.ROUTE_NOT_ACCEPTED);
        assertThat(verdict.message())
                .isEqualTo(
                        "HTTPRoute tiny: Gateway infra/public does not accept it (NotAllowedByListeners): No listeners"
                                + " included by this parent ref allowed this attachment: ask whoever manages the Gateway to allow"
                                + " routes of this namespace (allowedRoutes of its listener)");
    }

    @Test
    void referencesThatAreNotResolvedCount() {
        var verdict = verdict(BEFORE, parent("public", "", """
                {type: Accepted, status: "True", reason: Accepted},
                {type: ResolvedRefs, status: "False", reason: BackendNotFound, message: "service ai/tiny not found"}
                """));
        assertThat(verdict.message()).contains("(BackendNotFound): service ai/tiny not found");
    }

    @Test
    void silentGatewayIsReportedAfterTheGracePeriod() {
        assertThat(verdict(BEFORE, "[]").reason()).isEqualTo(Reason.READY);
        var verdict = verdict(AFTER, "[]");
        assertThat(verdict.reason()).isEqualTo(Reason.ROUTE_NOT_ACCEPTED);
        assertThat(verdict.message())
                .contains("Gateway infra/public has not answered within 15 seconds")
                .contains("Gateway ai/inner (listener https) has not answered");
    }

    @Test
    void answerAboutAnEarlierSpecDoesNotCount() {
        var stale = parent("public", "", "{type: Accepted, status: \"False\", reason: Old, observedGeneration: 1}");
        assertThat(verdict(BEFORE, stale).reason()).isEqualTo(Reason.READY);
        assertThat(verdict(AFTER, stale).message()).contains("has not answered");
    }

    @Test
    void otherListenerOfTheSameGatewayIsAnotherParent() {
        var other = parent("public", ", sectionName: http", "{type: Accepted, status: \"True\", reason: Accepted}");
        assertThat(verdict(AFTER, other).message()).contains("Gateway infra/public has not answered");
    }

    @Test
    void deadlineIsScheduledUntilAllGatewaysHaveAnswered() {
        var deadline = Deadlines.next(Observations.PLAN, seen(BEFORE, "[]"));
        assertThat(deadline).contains(AFTER);
        assertThat(Deadlines.next(Observations.PLAN, seen(AFTER, "[]"))).isEmpty();
    }

    private static Verdict verdict(Instant now, String parents) {
        return Checks.verdict(Observations.PLAN, seen(now, parents));
    }

    private static Observation seen(Instant now, String parents) {
        var ready = Observations.of(Observations.deployment(1, 1), Observations.ready("a"));
        return ObservationBuilder.builder(ready)
                .route(Optional.of(route(parents)))
                .now(now)
                .build();
    }

    /** The second Gateway has accepted the route, if the first one has answered. */
    private static String parent(String name, String more, String conditions) {
        return "[{controllerName: c, parentRef: {name: " + name + ", namespace: infra" + more + "}, conditions: ["
                + conditions.strip().replace("\n", " ")
                + "]}, {controllerName: c, parentRef: {name: inner, sectionName: https},"
                + " conditions: [{type: Accepted, status: \"True\"}]}]";
    }

    private static HTTPRoute route(String parents) {
        return Given.object("""
                metadata:
                  name: tiny
                  namespace: ai
                  generation: 2
                  creationTimestamp: "2026-11-24T09:00:00Z"
                  managedFields:
                  - {manager: embedding-operator, time: "%s"}
                  - {manager: gateway, subresource: status, time: "2026-11-24T11:00:00Z"}
                spec:
                  parentRefs: [{name: public, namespace: infra}, {name: inner, sectionName: https}]
                status: {parents: %s}
                """.formatted(CHANGED, parents), HTTPRoute.class);
    }
}
