package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.IpFamily;
import io.embeddingops.api.v1alpha1.IpFamilyPolicy;
import io.embeddingops.api.v1alpha1.ServiceType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Service in front of the servers.
 *
 * @param ipFamilyPolicy empty to leave it to the cluster
 * @param ipFamilies empty to leave them to the cluster
 */
@RecordBuilder
public record ServicePlan(
        ServiceType type,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<IpFamilyPolicy> ipFamilyPolicy,
        List<IpFamily> ipFamilies) {

    public ServicePlan {
        labels = Sorted.copyOf(labels);
        annotations = Sorted.copyOf(annotations);
        ipFamilies = List.copyOf(ipFamilies);
    }
}
