package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.plan.Plan;
import java.util.Map;
import java.util.TreeMap;

/** Labels that identify the service an object belongs to. */
public final class Labels {

    /** Key of the label that selects pods: the name of their servers, which is that of the service for its usual ones. */
    public static final String SERVICE = EmbeddingService.GROUP + "/service";

    /** Key of the label of pods that serve metrics, for the chart's PodMonitor. */
    static final String METRICS = EmbeddingService.GROUP + "/metrics";

    /** Key of the label with the name of the service that an object belongs to. */
    public static final String INSTANCE = "app.kubernetes.io/instance";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "embedding-operator";

    private Labels() {}

    /** The pod selector. It must never change, because the selector of a Deployment is immutable. */
    public static Map<String, String> selector(String servers) {
        return Map.of(SERVICE, servers);
    }

    /** The pod selector as a string, for the scale subresource. */
    public static String selectorText(String servers) {
        return SERVICE + "=" + servers;
    }

    /** Labels of an object that belongs to the servers of a plan. */
    static Map<String, String> ofComponent(Plan plan, String component) {
        var labels = ofComponent(plan.name(), component);
        labels.put(SERVICE, plan.servers());
        return labels;
    }

    /** Labels of an object that belongs to a service and is not a server. */
    static Map<String, String> ofComponent(String service, String component) {
        return new TreeMap<>(Map.of(
                INSTANCE, service, "app.kubernetes.io/component", component, MANAGED_BY, OPERATOR, SERVICE, service));
    }

    /** Labels of an object of the plan: the operator's in addition to the user's. */
    static Map<String, String> of(Plan plan, Map<String, String> others) {
        var labels = new TreeMap<>(others);
        labels.put("app.kubernetes.io/name", "sglang");
        labels.put(INSTANCE, plan.name());
        labels.put("app.kubernetes.io/component", "embedding-server");
        labels.put(MANAGED_BY, OPERATOR);
        labels.put(SERVICE, plan.servers());
        return labels;
    }
}
