package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** Tolerations and topology spread constraints. */
final class SchedulingChecks {

    private static final Check POLICY = oneOf("Honor", "Ignore");

    /** An item of {@code tolerations}. */
    static final Check TOLERATION = all(
            at("key", Formats.LABEL_KEY),
            at("operator", oneOf("Exists", "Equal", "Lt", "Gt")),
            at("effect", oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")),
            SchedulingChecks::everyTaint,
            SchedulingChecks::tolerated,
            SchedulingChecks::seconds);

    private static final Check CONSTRAINT = all(
            required("maxSkew", range(1, Integer.MAX_VALUE)),
            required("topologyKey"),
            required("whenUnsatisfiable", oneOf("DoNotSchedule", "ScheduleAnyway")),
            at("labelSelector", SelectorChecks.LABEL_SELECTOR),
            given("minDomains", range(1, Integer.MAX_VALUE)),
            given("nodeAffinityPolicy", POLICY),
            given("nodeTaintsPolicy", POLICY),
            SchedulingChecks::minDomains);

    private SchedulingChecks() {}

    /** All topology spread constraints. One without a labelSelector gets that of the service. */
    static Stream<FieldError> constraints(Value constraints) {
        var seen = new HashMap<List<String>, String>();
        return constraints.items().flatMap(constraint -> {
            var key = List.of(
                    constraint.at("topologyKey").text(),
                    constraint.at("whenUnsatisfiable").text());
            var first = seen.putIfAbsent(key, constraint.field());
            var errors = Stream.concat(CONSTRAINT.of(constraint), matchLabelKeys(constraint));
            return first == null
                    ? errors
                    : Stream.of(constraint.error("has the topologyKey " + key.get(0) + " and the whenUnsatisfiable "
                            + key.get(1) + " of " + first + ": keep one of them"));
        });
    }

    private static Stream<FieldError> matchLabelKeys(Value constraint) {
        return constraint.at("labelSelector").isGiven()
                ? new LabelKeys("matchLabelKeys").of(constraint)
                : constraint.at("matchLabelKeys").items().flatMap(Formats.LABEL_KEY::of);
    }

    private static Stream<FieldError> minDomains(Value constraint) {
        return constraint.at("minDomains").isGiven()
                        && constraint.at("whenUnsatisfiable").text().equals("ScheduleAnyway")
                ? Stream.of(constraint.at("minDomains").error("is only possible with whenUnsatisfiable DoNotSchedule"))
                : Stream.empty();
    }

    private static Stream<FieldError> everyTaint(Value toleration) {
        return toleration.at("key").isEmpty()
                        && !toleration.at("operator").text().equals("Exists")
                ? Stream.of(toleration.error("has no key: add one, or set operator: Exists to tolerate every taint"))
                : Stream.empty();
    }

    private static Stream<FieldError> tolerated(Value toleration) {
        var value = toleration.at("value");
        return switch (toleration.at("operator").text()) {
            case "", "Equal" -> Formats.LABEL_VALUE.of(value);
            case "Exists" ->
                value.isEmpty()
                        ? Stream.empty()
                        : Stream.of(value.wrong("must be removed with the operator Exists; to compare it, use Equal"));
            case "Lt", "Gt" ->
                Check.matches(text -> text.matches("-?[1-9][0-9]{0,17}|0"), "must be a whole number with this operator")
                        .of(value);
            default -> Stream.empty();
        };
    }

    private static Stream<FieldError> seconds(Value toleration) {
        return toleration.at("tolerationSeconds").isGiven()
                        && !toleration.at("effect").text().equals("NoExecute")
                ? Stream.of(toleration.at("tolerationSeconds").error("is only possible with effect NoExecute"))
                : Stream.empty();
    }
}
