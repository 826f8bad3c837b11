package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gateways that do not pass on the requests of the service's HTTPRoute. */
final class RouteChecks {

    /** Time for a Gateway's controller to answer. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private RouteChecks() {}

    /** A Gateway refuses the route, or no controller has answered. */
    static Optional<Verdict> notAccepted(Plan plan, Observation observation) {
        var late = observation.hasPassed(deadline(observation));
        var problems = parents(observation)
                .flatMap(parent -> parent
                        .refusal()
                        .map(refusal -> refused(parent, refusal))
                        .or(() -> Optional.of(parent)
                                .filter(silent -> late && !silent.answered())
                                .map(RouteChecks::unanswered))
                        .stream())
                .collect(Collectors.joining("; "));
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(Reason.ROUTE_NOT_ACCEPTED, "HTTPRoute " + plan.name() + ": " + problems));
    }

    /** When a Gateway that has not answered is reported. */
    static Optional<Instant> deadline(Observation observation) {
        return parents(observation)
                .filter(parent -> !parent.answered())
                .findFirst()
                .flatMap(parent -> SpecChange.time(parent.route()))
                .map(changed -> changed.plus(GRACE));
    }

    private static Stream<RouteParent> parents(Observation observation) {
        return observation.route().stream().flatMap(route -> RouteParent.of(route).stream());
    }

    private static String unanswered(RouteParent parent) {
        return parent.name() + " has not answered within " + GRACE.toSeconds()
                + " seconds: check that it exists (spec.route.parentRefs) and that its controller is running";
    }

    private static String refused(RouteParent parent, Condition refusal) {
        var sentence = MessageText.oneLine(refusal.getMessage()).replaceFirst("[.;:]+$", "");
        return parent.name() + " does not accept it (" + refusal.getReason() + ")"
                + (sentence.isEmpty() ? "" : ": " + sentence) + ": " + remedy(refusal.getReason());
    }

    private static String remedy(String reason) {
        return switch (reason) {
            case "NoMatchingListenerHostname" ->
                "set spec.route.hostnames to names that a listener of the Gateway serves";
            case "NoMatchingParent" -> "correct sectionName and port in spec.route.parentRefs";
            case "NotAllowedByListeners" ->
                "ask whoever manages the Gateway to allow routes of this namespace (allowedRoutes of its listener)";
            default -> "correct spec.route, or ask whoever manages the Gateway";
        };
    }
}
