package io.embeddingops.plan.kubernetes;

import static io.embeddingops.plan.kubernetes.Check.all;
import static io.embeddingops.plan.kubernetes.Check.given;
import static io.embeddingops.plan.kubernetes.Check.items;
import static io.embeddingops.plan.kubernetes.Check.oneOf;
import static io.embeddingops.plan.kubernetes.Check.range;
import static io.embeddingops.plan.kubernetes.Check.required;

/** The behavior of a HorizontalPodAutoscaler. */
final class ScalingChecks {

    private static final Check POLICY = all(
            required("type", oneOf("Pods", "Percent")),
            required("value", range(1, Integer.MAX_VALUE)),
            required("periodSeconds", range(1, 1800)));

    private static final Check RULES = all(
            given("stabilizationWindowSeconds", range(0, 3600)),
            given("selectPolicy", oneOf("Max", "Min", "Disabled")),
            items("policies", POLICY),
            given("tolerance", Formats.NOT_NEGATIVE));

    /** {@code behavior}. */
    static final Check BEHAVIOR = all(given("scaleUp", RULES), given("scaleDown", RULES));

    private ScalingChecks() {}
}
