package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.at;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.required;

import io.embeddingops.plan.FieldError;
import java.util.stream.Stream;

/** Label selectors and node selectors. */
final class SelectorChecks {

    /** A label selector. */
    static final Check LABEL_SELECTOR = all(
            at("matchLabels", LabelChecks::labels),
            items(
                    "matchExpressions",
                    required("key", Formats.LABEL_KEY),
                    required("operator", oneOf("In", "NotIn", "Exists", "DoesNotExist")),
                    SelectorChecks::values,
                    items("values", Formats.LABEL_VALUE)));

    private static final Check NODE_LABEL = all(
            required("key", Formats.LABEL_KEY),
            required("operator", oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")),
            SelectorChecks::values);

    private static final Check NODE_FIELD = all(
            required("key", oneOf("metadata.name")),
            required("operator", oneOf("In", "NotIn")),
            required("values", Check.refuse(values -> values.json().size() > 1, "must have exactly one value")),
            items("values", Formats.DNS_NAME));

    /** A preferred term of a node affinity, whose values are not checked by the API server. */
    static final Check PREFERRED_NODES = all(items("matchExpressions", NODE_LABEL), items("matchFields", NODE_FIELD));

    /** A required term of a node affinity. */
    static final Check REQUIRED_NODES =
            all(PREFERRED_NODES, items("matchExpressions", items("values", Formats.LABEL_VALUE)));

    private SelectorChecks() {}

    private static Stream<FieldError> values(Value expression) {
        var values = expression.at("values");
        return switch (expression.at("operator").text()) {
            case "In", "NotIn" ->
                values.isEmpty()
                        ? Stream.of(values.error("is required with the operator In or NotIn"))
                        : Stream.empty();
            case "Exists", "DoesNotExist" ->
                values.isEmpty()
                        ? Stream.empty()
                        : Stream.of(values.error("must be removed with the operator Exists or DoesNotExist"));
            case "Gt", "Lt" ->
                values.json().size() == 1
                        ? Stream.empty()
                        : Stream.of(values.error("must have exactly one value with the operator Gt or Lt"));
            default -> Stream.empty();
        };
    }
}
