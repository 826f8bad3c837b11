package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of a plan's objects. Its maps are copies, since the framework changes them before it applies an object. */
final class Metadata {

    private Metadata() {}

    /** An object's that bears the service's name. */
    static ObjectMeta of(Plan plan, Map<String, String> labels, Map<String, String> annotations) {
        var metadata = ofTemplate(plan, labels, annotations);
        metadata.setName(plan.name());
        metadata.setNamespace(plan.namespace());
        return metadata;
    }

    /** A template's, which has no name. */
    static ObjectMeta ofTemplate(Plan plan, Map<String, String> labels, Map<String, String> annotations) {
        var metadata = new ObjectMeta();
        metadata.setLabels(Labels.of(plan, labels));
        metadata.setAnnotations(new LinkedHashMap<>(annotations));
        return metadata;
    }
}
