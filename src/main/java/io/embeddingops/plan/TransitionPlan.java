package io.embeddingops.plan;

import java.util.OptionalInt;

/**
 * What happens when a change of the spec changes the vectors.
 *
 * @param sideBySide whether the new servers are started beside the old ones, which serve until the new vectors are accepted
 * @param retainSeconds seconds for which the old servers stay after the new vectors were accepted
 * @param candidateReplicas number of new servers until then; empty for as many as the service has
 */
public record TransitionPlan(boolean sideBySide, int retainSeconds, OptionalInt candidateReplicas) {}
