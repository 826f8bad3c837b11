package io.embeddingops.health;

/** Creates endpoints for servers in pods. */
@FunctionalInterface
public interface Endpoints {

    /** Creates the endpoint of a pod's server. Reads the Secrets that it needs, anew each time. */
    Connection of(Target target);

    /** Whether a server says that it has no API key, so that it refuses all requests. One request, for which no Secret is read. */
    default boolean closed(Target target) {
        return false;
    }
}
