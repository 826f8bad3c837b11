package io.embeddingops.guard;

import io.embeddingops.verification.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * The vectors that are remembered of a service.
 *
 * @param inUse those that the service is held to; empty until a pod was verified
 * @param candidate others, which a pod of the current spec gives and nobody has accepted
 * @param previous those that were in use before, so that going back needs no measuring anew
 */
public record VectorSpaces(Optional<InUse> inUse, Optional<Fingerprint> candidate, Optional<Fingerprint> previous) {

    /** Nothing is known yet. */
    public static final VectorSpaces NONE = new VectorSpaces(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The vectors that a service is held to.
     *
     * @param since when they became so, to the second
     */
    public record InUse(Fingerprint vectors, Instant since) {}

    VectorSpaces use(Fingerprint vectors, Instant now) {
        return new VectorSpaces(
                Optional.of(new InUse(vectors, now)),
                candidate.filter(other -> !other.id().equals(vectors.id())),
                inUse.map(InUse::vectors)
                        .or(() -> previous)
                        .filter(other -> !other.id().equals(vectors.id())));
    }

    VectorSpaces propose(Fingerprint vectors) {
        return new VectorSpaces(inUse, Optional.of(vectors), previous);
    }

    VectorSpaces withoutCandidate() {
        return new VectorSpaces(inUse, Optional.empty(), previous);
    }

    /** The remembered vectors of that id that are not in use. */
    Optional<Fingerprint> waiting(String id) {
        return candidate
                .filter(vectors -> vectors.id().equals(id))
                .or(() -> previous.filter(vectors -> vectors.id().equals(id)));
    }
}
