package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.VectorSpaceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of comparing the pods' vectors.
 *
 * @param spaces the vectors to store
 * @param verified the condition of the whole service
 * @param pods whether a pod's embeddings are correct, by pod name; without pods of which that is unknown
 * @param evictionCandidates names of pods that keep failing although this pod, or another one with the same spec, has passed
 * @param status for status.vectorSpace
 * @param model for status.model, without the served name; empty if no server with the current spec describes its model
 * @param closed whether a server with the current spec refuses all requests, because no API key is configured
 * @param complete whether every serving pod has been verified, whatever the result
 */
public record Judgement(
        VectorSpaces spaces,
        Verified verified,
        Map<String, Boolean> pods,
        Set<String> evictionCandidates,
        Optional<VectorSpaceStatus> status,
        Optional<ModelStatus> model,
        boolean closed,
        boolean complete) {

    public Judgement {
        pods = Map.copyOf(pods);
        evictionCandidates = Set.copyOf(evictionCandidates);
    }

    /** Returns a copy with other vectors to store, and the status of these. */
    public Judgement with(VectorSpaces others, Optional<VectorSpaceStatus> ofThese) {
        return new Judgement(others, verified, pods, evictionCandidates, ofThese, model, closed, complete);
    }

    /** Returns a copy with another condition. */
    public Judgement with(Verified other) {
        return new Judgement(spaces, other, pods, evictionCandidates, status, model, closed, complete);
    }
}
