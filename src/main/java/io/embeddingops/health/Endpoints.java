package io.embeddingops.health;

/** Creates endpoints for servers in pods. */
@FunctionalInterface
public interface Endpoints {

    /** Creates the endpoint of a pod's server. Reads the Secrets that it needs, anew each time. */
    Connection of(Target target);
}
