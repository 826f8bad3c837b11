package io.embeddingops.guard;

import io.embeddingops.guard.VectorSpaces.InUse;
import io.embeddingops.plan.VerificationPlan;
import io.embeddingops.verification.Fingerprint;
import java.util.Optional;

/**
 * The vectors of servers beside those that serve.
 *
 * @param cosine to the vectors in use; empty if there are none
 * @param same whether they count as the vectors in use
 */
public record OtherVectors(String id, int dimensions, Optional<String> cosine, boolean same) {

    /**
     * The vectors of new servers, measured ones before expected ones; empty until one of them has been verified.
     *
     * @param inUse the judgement of the servers that serve
     */
    public static Optional<OtherVectors> measured(
            VerificationPlan plan, Optional<Judgement> inUse, Optional<Judgement> own) {
        return own.map(Judgement::spaces)
                .flatMap(spaces -> spaces.candidate().or(() -> spaces.inUse().map(InUse::vectors)))
                .map(vectors -> of(plan, inUse, vectors));
    }

    /** The vectors that were stored for new servers when they were verified last. */
    public static Optional<OtherVectors> stored(VerificationPlan plan, Optional<Judgement> inUse) {
        return inUse.flatMap(found -> found.spaces().candidate()).map(vectors -> of(plan, inUse, vectors));
    }

    private static OtherVectors of(VerificationPlan plan, Optional<Judgement> inUse, Fingerprint vectors) {
        var used = inUse.flatMap(found -> found.spaces().inUse()).map(InUse::vectors);
        return new OtherVectors(
                vectors.id(),
                vectors.dimensions(),
                used.map(known -> Guard.cosine(known, vectors)),
                used.filter(known -> Guard.same(plan, known, vectors)).isPresent());
    }
}
