package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metadata of a plan's objects. The maps are copies, because the framework modifies them before an apply. */
final class Metadata {

    private Metadata() {}

    /** Metadata of an object of the servers, with their name. */
    static ObjectMeta ofServers(Plan plan, Map<String, String> labels, Map<String, String> annotations) {
        var metadata = ofTemplate(plan, labels, annotations);
        metadata.setName(plan.servers());
        metadata.setNamespace(plan.namespace());
        return metadata;
    }

    /** Metadata of an object with the service's name. */
    static ObjectMeta of(Plan plan, Map<String, String> labels, Map<String, String> annotations) {
        var metadata = ofTemplate(plan, labels, annotations);
        metadata.getLabels().put(Labels.SERVICE, plan.name());
        metadata.setName(plan.name());
        metadata.setNamespace(plan.namespace());
        return metadata;
    }

    /** Metadata of a pod template, which has no name. */
    static ObjectMeta ofTemplate(Plan plan, Map<String, String> labels, Map<String, String> annotations) {
        var metadata = new ObjectMeta();
        metadata.setLabels(Labels.of(plan, labels));
        metadata.setAnnotations(new LinkedHashMap<>(annotations));
        return metadata;
    }
}
