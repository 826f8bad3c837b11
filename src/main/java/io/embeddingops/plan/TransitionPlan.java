package io.embeddingops.plan;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What happens when a change of the spec changes the vectors.
 *
 * @param sideBySide whether the new servers are started beside the old ones, which serve until the new vectors are accepted
 * @param retainSeconds seconds for which the old servers stay after the new vectors were accepted
 * @param candidateReplicas number of new servers until then; empty for as many as the service has
 */
public record TransitionPlan(boolean sideBySide, int retainSeconds, OptionalInt candidateReplicas) {

    /** The fields of a spec that have no effect because servers are replaced in place. */
    public List<String> unused() {
        return Stream.of(
                        retainSeconds == Defaults.RETAIN_SECONDS ? "" : "spec.vectorSpace.retainSeconds",
                        candidateReplicas.isEmpty() ? "" : "spec.vectorSpace.candidateReplicas")
                .filter(field -> !sideBySide && !field.isEmpty())
                .toList();
    }
}
