package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginMount;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMap with the plugin for SGLang. It is immutable, so that nobody can change what the servers run. */
public final class PluginConfigMap {

    /** Follows the service's name in the ConfigMap's name. A new version of the plugin gets a ConfigMap of its own. */
    public static final String SUFFIX = "-plugin-v2";

    private static final String COMPONENT = "sglang-plugin";

    private PluginConfigMap() {}

    /** The ConfigMap of a plan; empty if its pod template has no plugin. */
    public static Optional<ConfigMap> build(Plan plan) {
        return Optional.of(plan).filter(Plan::hasPlugin).map(PluginConfigMap::map);
    }

    private static ConfigMap map(Plan plan) {
        var metadata = new ObjectMeta();
        metadata.setName(plan.name() + SUFFIX);
        metadata.setNamespace(plan.namespace());
        metadata.setLabels(Labels.ofComponent(plan.name(), COMPONENT));
        var map = new ConfigMap();
        map.setMetadata(metadata);
        map.setImmutable(true);
        map.setBinaryData(new TreeMap<>(Map.of(PluginMount.ARCHIVE, PluginArchive.CONTENT)));
        return map;
    }

    static ConfigMapVolumeSource source(Plan plan) {
        var source = new ConfigMapVolumeSource();
        source.setName(plan.name() + SUFFIX);
        return source;
    }
}
