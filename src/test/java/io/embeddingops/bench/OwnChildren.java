package io.embeddingops.bench;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.client.ClusterSerialization;
import io.embeddingops.config.BadConfigException;
import io.embeddingops.config.OperatorConfig;
import io.embeddingops.kinds.Kinds;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The objects that this project's operator creates for a resource, from its table of kinds. */
final class OwnChildren {

    private OwnChildren() {}

    /** API paths of the resource's kinds of objects, with {namespace}; the Deployment's comes first. */
    static List<String> paths(String manifest) {
        var filled = Subject.fill(manifest, Map.of("name", Subject.nameOf(0), "namespace", Subject.NAMESPACE));
        var service = ClusterSerialization.create(Kinds.all()).unmarshal(filled, EmbeddingService.class);
        return build(service).stream()
                .sorted(Comparator.comparing(object -> !(object instanceof Deployment)))
                .map(object -> path(object.getClass()))
                .toList();
    }

    /** The objects of a resource. */
    static List<HasMetadata> build(EmbeddingService service) {
        return Kinds.all().build(plan(service));
    }

    static Plan plan(EmbeddingService service) {
        try {
            var policy = OperatorConfig.read(Map.of(), Map.of()).policy();
            return (Plan) new Planner(policy).plan(service);
        } catch (BadConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(Class<? extends HasMetadata> type) {
        var version = HasMetadata.getApiVersion(type);
        return (version.contains("/") ? "/apis/" : "/api/") + version + "/namespaces/{namespace}/"
                + HasMetadata.getPlural(type);
    }
}
