package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from the pods' embeddings.
 *
 * @param spaces what is to be remembered
 * @param verified the service as a whole
 * @param pods by name, whether a pod's embeddings are right; without those of which that is not known
 * @param spoiled names of pods that fail again and again although their spec is good: they, or others of it, were right
 * @param status for status.vectorSpace
 */
public record Judgement(
        VectorSpaces spaces,
        Verified verified,
        Map<String, Boolean> pods,
        Set<String> spoiled,
        Optional<VectorSpaceStatus> status) {

    public Judgement {
        pods = Map.copyOf(pods);
        spoiled = Set.copyOf(spoiled);
    }

    /** The same, but for the service as a whole. */
    public Judgement with(Verified other) {
        return new Judgement(spaces, other, pods, spoiled, status);
    }
}
