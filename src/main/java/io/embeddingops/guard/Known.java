package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/**
 * What is known before the pods are looked at.
 *
 * @param spaces what is remembered
 * @param reference the vectors captured elsewhere that the service is held to
 * @param lastId the id that the status tells; for the case that the vectors themselves were lost
 * @param trouble why vectors that should be there cannot be used; then nothing new is learned
 */
public record Known(
        VectorSpaces spaces, Optional<Fingerprint> reference, Optional<String> lastId, Optional<Verified> trouble) {}
