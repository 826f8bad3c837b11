package io.embeddingops.health;

import io.embeddingops.verification.EmbeddingEndpoint;

/** Creates endpoints for servers in pods. */
@FunctionalInterface
public interface Endpoints {

    /** Creates the endpoint of a pod's server, without sending a request. */
    EmbeddingEndpoint of(Target target);
}
