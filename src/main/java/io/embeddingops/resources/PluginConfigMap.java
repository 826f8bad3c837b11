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

    private static final String COMPONENT = "sglang-plugin";

    private PluginConfigMap() {}

    /** The ConfigMap of a plan with that version of the plugin; empty if its pod template has another one, or none. */
    public static Optional<ConfigMap> build(Plan plan, PluginArchive version) {
        return Optional.of(plan)
                .filter(any -> any.hasPlugin() && archive(any) == version)
                .map(any -> map(any, version));
    }

    private static PluginArchive archive(Plan plan) {
        return plan.hasAccess() ? PluginArchive.V3 : PluginArchive.V2;
    }

    private static ConfigMap map(Plan plan, PluginArchive version) {
        var metadata = new ObjectMeta();
        metadata.setName(plan.servers() + version.suffix());
        metadata.setNamespace(plan.namespace());
        metadata.setLabels(Labels.ofComponent(plan, COMPONENT));
        var map = new ConfigMap();
        map.setMetadata(metadata);
        map.setImmutable(true);
        map.setBinaryData(new TreeMap<>(Map.of(PluginMount.ARCHIVE, version.content())));
        return map;
    }

    static ConfigMapVolumeSource source(Plan plan) {
        var source = new ConfigMapVolumeSource();
        source.setName(plan.servers() + archive(plan).suffix());
        return source;
    }
}
