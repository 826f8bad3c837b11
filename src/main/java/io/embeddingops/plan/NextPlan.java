package io.embeddingops.plan;

/**
 * Servers that can be reached beside those of the Service.
 *
 * @param servers their name
 * @param port their TCP port
 * @param scheme of their URL: http or https
 */
public record NextPlan(String servers, int port, String scheme) {

    /** Follows the service's name in the name of the Service in front of them. */
    public static final String SUFFIX = "-next";

    /** The servers of a plan. */
    public static NextPlan of(Plan plan) {
        return new NextPlan(plan.servers(), plan.port(), plan.scheme());
    }

    /** The base_url for clients inside the cluster. */
    public String url(String service, String namespace) {
        return scheme + "://" + service + SUFFIX + "." + namespace + ".svc:" + port + "/v1";
    }
}
