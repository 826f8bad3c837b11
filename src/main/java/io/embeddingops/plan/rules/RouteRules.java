package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.GatewayReference;
import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Item;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import io.embeddingops.plan.RoutePlan;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules of spec.route. */
final class RouteRules {

    private static final String FIELD = "spec.route";
    private static final Pattern HOSTNAME = Pattern.compile(Patterns.HOSTNAME);
    private static final Pattern PATH_PREFIX = Pattern.compile(Patterns.PATH_PREFIX);
    private static final Pattern DOTS = Pattern.compile(Patterns.DOTS);
    private static final Pattern WITH_VERSION = Pattern.compile(Patterns.ENDS_WITH_V1);

    private RouteRules() {}

    /** The Gateway API refuses a Gateway that is listed again without another listener. */
    static Stream<FieldError> parents(Plan plan, Policy policy) {
        return plan.route().stream()
                .flatMap(route -> route.parents().isEmpty()
                        ? Stream.of(Rule.error(FIELD + ".parentRefs", "is required: list at least one Gateway"))
                        : Item.of(FIELD + ".parentRefs", route.parents())
                                .flatMap(parent -> parent(parent, route.parents())));
    }

    private static Stream<FieldError> parent(Item<GatewayReference> parent, List<GatewayReference> all) {
        var given = parent.value();
        if (given.name().isEmpty()) {
            return Stream.of(Rule.error(parent.field() + ".name", "is required"));
        }
        var same = all.stream().filter(other -> isSameGateway(given, other)).toList();
        var unclear = same.stream()
                .anyMatch(other -> other != given
                        && (given.sectionName() == null || given.sectionName().equals(other.sectionName())));
        return unclear
                ? Stream.of(Rule.error(
                        parent.field(),
                        given.namespace() + "/" + given.name()
                                + " is listed more than once: remove it, or set another sectionName in each"))
                : Stream.empty();
    }

    private static boolean isSameGateway(GatewayReference one, GatewayReference other) {
        return one.name().equals(other.name()) && one.namespace().equals(other.namespace());
    }

    static Stream<FieldError> hostnames(Plan plan, Policy policy) {
        return plan.route().stream()
                .flatMap(route -> Item.of(FIELD + ".hostnames", route.hostnames()))
                .filter(name -> !HOSTNAME.matcher(name.value()).matches())
                .map(name -> Rule.error(name.field(), "\"" + name.value() + "\" " + Messages.HOSTNAME));
    }

    static Stream<FieldError> pathPrefix(Plan plan, Policy policy) {
        return plan.route().map(RoutePlan::pathPrefix).stream().flatMap(RouteRules::pathPrefix);
    }

    private static Stream<FieldError> pathPrefix(String prefix) {
        var field = FIELD + ".pathPrefix";
        if (!prefix.isEmpty() && !PATH_PREFIX.matcher(prefix).matches()) {
            return Stream.of(Rule.error(field, "\"" + prefix + "\" " + Messages.PATH_PREFIX));
        } else if (DOTS.matcher(prefix).find()) {
            return Stream.of(Rule.error(field, "\"" + prefix + "\" " + Messages.DOTS));
        }
        return WITH_VERSION.matcher(prefix).find()
                ? Stream.of(Rule.error(field, "\"" + prefix + "\" " + Messages.ENDS_WITH_V1))
                : Stream.empty();
    }
}
