package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/**
 * What is known about a service's vectors before its pods are judged.
 *
 * @param spaces the stored vectors
 * @param reference vectors captured elsewhere that the service must produce (spec.vectorSpace.configMapName)
 * @param lastId the id in the status, in case the vectors themselves are lost
 * @param problem why stored or reference vectors cannot be used; the stored vectors are not changed then
 */
public record VectorSpaceState(
        VectorSpaces spaces, Optional<Fingerprint> reference, Optional<String> lastId, Optional<Verified> problem) {

    /** The state of stored vectors with which nothing is wrong. */
    public static VectorSpaceState of(VectorSpaces spaces) {
        return new VectorSpaceState(spaces, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A copy with other stored vectors, and without reference vectors. */
    public VectorSpaceState with(VectorSpaces others) {
        return new VectorSpaceState(others, Optional.empty(), lastId, problem);
    }

    /** Whether there are vectors that the service must keep, even if they cannot be read. */
    public boolean binding() {
        return spaces.inUse().isPresent() || lastId.isPresent() || problem.isPresent();
    }
}
