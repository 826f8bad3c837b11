package io.embeddingops.health;

import io.embeddingops.verification.EmbeddingEndpoint;

/** The way to servers. */
@FunctionalInterface
public interface Endpoints {

    /** The endpoint of a pod's server; nothing is sent yet. */
    EmbeddingEndpoint of(Target target);
}
