package io.embeddingops.plan;

/**
 * Servers without a GPU that serve while no other server of the service is available.
 *
 * @param replicas their number, 1 or more
 * @param onDemand whether they run only while they are needed
 * @param afterSeconds seconds without another available server after which they serve, 0 or more
 */
public record FallbackPlan(int replicas, boolean onDemand, int afterSeconds) {

    /** Follows the service's name in their name. */
    public static final String SUFFIX = "-fallback";
}
