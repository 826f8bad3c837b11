package io.embeddingops.health;

import io.embeddingops.verification.EmbeddingEndpoint;
import java.util.Optional;

/**
 * How a server is reached.
 *
 * @param endpoint the server
 * @param ca the CA of its certificate in PEM form, if the operator may read it
 */
public record Connection(EmbeddingEndpoint endpoint, Optional<String> ca) {}
