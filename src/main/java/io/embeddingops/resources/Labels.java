package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import java.util.Map;
import java.util.TreeMap;

/** Labels that identify the service an object belongs to. */
public final class Labels {

    /** Key of the label with the service's name, used to select its pods. */
    public static final String SERVICE = EmbeddingService.GROUP + "/service";

    /** Key of the label of pods that serve metrics, for the chart's PodMonitor. */
    static final String METRICS = EmbeddingService.GROUP + "/metrics";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "embedding-operator";

    private Labels() {}

    /** The pod selector. It must never change, because the selector of a Deployment is immutable. */
    public static Map<String, String> selector(String service) {
        return Map.of(SERVICE, service);
    }

    /** The pod selector as a string, for the scale subresource. */
    public static String selectorText(String service) {
        return SERVICE + "=" + service;
    }

    /** Labels of an object that belongs to a service and is not a server. */
    static Map<String, String> ofComponent(String service, String component) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/instance",
                service,
                "app.kubernetes.io/component",
                component,
                MANAGED_BY,
                OPERATOR,
                SERVICE,
                service));
    }

    /** Labels of an object of the plan: the operator's in addition to the user's. */
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
