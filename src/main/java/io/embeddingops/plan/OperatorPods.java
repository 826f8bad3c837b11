package io.embeddingops.plan;

import java.util.Map;

/**
 * The operator's own pods.
 *
 * @param namespace their namespace
 * @param labels labels that all of them have, and no other pods in the namespace
 */
public record OperatorPods(String namespace, Map<String, String> labels) {

    public OperatorPods {
        labels = Sorted.copyOf(labels);
    }
}
