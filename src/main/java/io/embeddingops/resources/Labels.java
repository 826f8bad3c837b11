package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import java.util.Map;
import java.util.TreeMap;

/** The labels that tell whose an object is. */
public final class Labels {

    /** Key whose value is the service's name; pods are selected by it. */
    public static final String SERVICE = EmbeddingService.GROUP + "/service";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "embedding-operator";

    private Labels() {}

    /** What pods are selected by; a Deployment's selector can never be changed, so this may not either. */
    public static Map<String, String> selector(String service) {
        return Map.of(SERVICE, service);
    }

    /** The selector in the form of the scale subresource. */
    public static String selectorText(String service) {
        return SERVICE + "=" + service;
    }

    /** The labels of the ConfigMap that keeps a service's vectors. */
    static Map<String, String> ofVectorSpace(String service) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/instance",
                service,
                "app.kubernetes.io/component",
                "vector-space",
                MANAGED_BY,
                OPERATOR,
                SERVICE,
                service));
    }

    /** The labels of one of the plan's objects, on top of the user's. */
    static Map<String, String> of(Plan plan, Map<String, String> others) {
        var labels = new TreeMap<>(others);
        labels.put("app.kubernetes.io/name", "sglang");
        labels.put("app.kubernetes.io/instance", plan.name());
        labels.put("app.kubernetes.io/component", "embedding-server");
        labels.put(MANAGED_BY, OPERATOR);
        labels.put(SERVICE, plan.name());
        return labels;
    }
}
