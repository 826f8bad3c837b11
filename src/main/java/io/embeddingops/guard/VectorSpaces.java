package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored vectors of a service.
 *
 * @param inUse the vectors that pods must produce; empty until a pod was verified
 * @param candidate different vectors of a pod with the current spec, not accepted yet
 * @param previous the vectors used before, so that a rollback keeps their id
 */
public record VectorSpaces(Optional<InUse> inUse, Optional<Fingerprint> candidate, Optional<Fingerprint> previous) {

    /** No vectors are stored. */
    public static final VectorSpaces NONE = new VectorSpaces(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The vectors that pods must produce.
     *
     * @param since when they came into use, to the second
     */
    public record InUse(Fingerprint vectors, Instant since) {}

    /** A copy with other vectors in use since then. */
    public VectorSpaces withInUse(Fingerprint vectors, Instant now) {
        return new VectorSpaces(
                Optional.of(new InUse(vectors, now)),
                candidate.filter(other -> !other.id().equals(vectors.id())),
                inUse.map(InUse::vectors)
                        .or(() -> previous)
                        .filter(other -> !other.id().equals(vectors.id())));
    }

    /** A copy with those vectors as the candidate. */
    public VectorSpaces withCandidate(Fingerprint vectors) {
        return new VectorSpaces(inUse, Optional.of(vectors), previous);
    }

    /** A copy without a candidate. */
    public VectorSpaces withoutCandidate() {
        return new VectorSpaces(inUse, Optional.empty(), previous);
    }

    /** The candidate or previous vectors with that id. */
    public Optional<Fingerprint> remembered(String id) {
        return candidate
                .filter(vectors -> vectors.id().equals(id))
                .or(() -> previous.filter(vectors -> vectors.id().equals(id)));
    }
}
