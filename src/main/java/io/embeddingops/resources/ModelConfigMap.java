package io.embeddingops.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMap that tells downloads of a model what may change without a new pod: the revision, and the operator's CAs. */
public final class ModelConfigMap {

    /** Follows the service's name in the ConfigMap's name. */
    public static final String SUFFIX = "-model";

    /** Key of the revision that the first download resolved, as JSON with the source that it belongs to. */
    static final String REVISION = "revision";

    /** Key of certificates in PEM format. */
    static final String CA = "ca.crt";

    private static final String COMPONENT = "model";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ModelConfigMap() {}

    /** The ConfigMap of a plan; empty if it downloads nothing. */
    public static Optional<ConfigMap> build(Plan plan) {
        return DownloadPlan.of(plan).map(download -> map(plan, download));
    }

    private static ConfigMap map(Plan plan, DownloadPlan download) {
        var metadata = new ObjectMeta();
        metadata.setName(plan.servers() + SUFFIX);
        metadata.setNamespace(plan.namespace());
        metadata.setLabels(Labels.ofComponent(plan, COMPONENT));
        var data = new TreeMap<String, String>();
        download.pin().ifPresent(revision -> data.put(REVISION, json(download, revision)));
        download.operatorCas().ifPresent(certificates -> data.put(CA, certificates));
        var map = new ConfigMap();
        map.setMetadata(metadata);
        map.setData(data);
        return map;
    }

    private static String json(DownloadPlan download, String revision) {
        var pin = new LinkedHashMap<String, String>();
        pin.put("source", download.location().text());
        pin.put("revision", revision);
        try {
            return MAPPER.writeValueAsString(pin);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the revision", e);
        }
    }
}
