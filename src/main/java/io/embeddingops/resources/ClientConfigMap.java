package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.CandidateStatus;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMap with which clients configure themselves, by envFrom. */
public final class ClientConfigMap {

    /** Follows the service's name in the ConfigMap's name. */
    public static final String SUFFIX = "-client";

    /** Key of the CA of the servers' certificate in PEM form. */
    public static final String CA = "ca.crt";

    private static final String URL = "OPENAI_BASE_URL";
    private static final String MODEL = "EMBEDDING_MODEL";
    private static final String DIMENSIONS = "EMBEDDING_DIMENSIONS";
    private static final String VECTOR_SPACE = "EMBEDDING_VECTOR_SPACE";
    private static final String REVISION = "EMBEDDING_MODEL_REVISION";
    private static final String COMPONENT = "client-settings";

    private ClientConfigMap() {}

    /**
     * The ConfigMap, without an owner reference; empty as long as the vectors are not known although they are verified.
     *
     * @param status what was found out about the service
     * @param ca the CA of the servers' certificate in PEM form, if it is known
     */
    public static Optional<ConfigMap> build(Plan plan, EmbeddingServiceStatus status, Optional<String> ca) {
        var space = Optional.ofNullable(status.vectorSpace());
        return build(
                plan,
                plan.name(),
                plan.url(),
                space.map(VectorSpaceStatus::id),
                space.map(VectorSpaceStatus::dimensions),
                Optional.ofNullable(status.model()),
                ca);
    }

    /**
     * The same for the servers that can be reached beside those of the Service.
     *
     * @param plan the plan of these servers
     * @param candidate what was found out about them
     */
    public static Optional<ConfigMap> next(Plan plan, NextPlan next, CandidateStatus candidate, Optional<String> ca) {
        return build(
                plan,
                plan.name() + NextPlan.SUFFIX,
                next.url(plan.name(), plan.namespace()),
                Optional.ofNullable(candidate.id()),
                Optional.ofNullable(candidate.dimensions()),
                Optional.ofNullable(candidate.model()),
                ca);
    }

    private static Optional<ConfigMap> build(
            Plan plan,
            String service,
            String url,
            Optional<String> id,
            Optional<Integer> dimensions,
            Optional<ModelStatus> model,
            Optional<String> ca) {
        var data = new TreeMap<String, String>();
        data.put(URL, url);
        data.put(MODEL, plan.model().servedName());
        if (plan.verification().on()) {
            if (id.isEmpty() || dimensions.isEmpty()) {
                return Optional.empty();
            }
            data.put(DIMENSIONS, dimensions.get().toString());
            data.put(VECTOR_SPACE, id.get());
        }
        model.map(ModelStatus::revision).ifPresent(revision -> data.put(REVISION, revision));
        ca.filter(pem -> plan.access().tls()).ifPresent(pem -> data.put(CA, pem));
        var metadata = new ObjectMeta();
        metadata.setName(service + SUFFIX);
        metadata.setNamespace(plan.namespace());
        metadata.setLabels(Labels.ofComponent(plan.name(), COMPONENT));
        var map = new ConfigMap();
        map.setMetadata(metadata);
        map.setData(data);
        return Optional.of(map);
    }
}
