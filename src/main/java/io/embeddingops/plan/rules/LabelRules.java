package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Policy;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Labels that only the operator may set, because selectors and informers depend on them. */
final class LabelRules {

    private static final Set<String> OURS = Set.of(
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/component",
            "app.kubernetes.io/managed-by");

    private LabelRules() {}

    static Stream<FieldError> reserved(Plan plan, Policy policy) {
        return Stream.concat(
                reserved("spec.pod.labels", plan.pod().labels()),
                reserved("spec.service.labels", plan.service().labels()));
    }

    private static Stream<FieldError> reserved(String field, Map<String, String> labels) {
        return labels.keySet().stream()
                .filter(key -> OURS.contains(key) || key.startsWith(EmbeddingService.GROUP + "/"))
                .map(key -> Rule.error(field + "[" + key + "]", "is set by the operator: remove it"));
    }
}
