package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.ServiceType;
import java.util.Map;

/** The Service in front of the servers. */
public record ServicePlan(ServiceType type, Map<String, String> labels, Map<String, String> annotations) {

    public ServicePlan {
        labels = Sorted.copyOf(labels);
        annotations = Sorted.copyOf(annotations);
    }
}
