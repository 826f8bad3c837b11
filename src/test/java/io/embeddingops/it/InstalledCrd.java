package io.embeddingops.it;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import java.util.Optional;

/** A CRD that was installed a moment ago. */
final class InstalledCrd {

    private InstalledCrd() {}

    /** Whether the API server serves it. It may have no status, or no conditions, at first. */
    static boolean isEstablished(CustomResourceDefinition crd) {
        return Optional.ofNullable(crd)
                .map(CustomResourceDefinition::getStatus)
                .map(CustomResourceDefinitionStatus::getConditions)
                .filter(conditions -> conditions.stream()
                        .anyMatch(is -> "Established".equals(is.getType()) && "True".equals(is.getStatus())))
                .isPresent();
    }
}
