package io.embeddingops.reconciler;

import io.embeddingops.guard.Judgement;
import java.util.Optional;

/**
 * The judgements of a service's groups of servers; empty if verification is off.
 *
 * @param serving of those that serve
 * @param beside of those beside them, if there are any
 * @param fallback of those of spec.fallback, if there are any
 */
record Judgements(Optional<Judgement> serving, Optional<Judgement> beside, Optional<Judgement> fallback) {

    static final Judgements NONE = new Judgements(Optional.empty(), Optional.empty(), Optional.empty());
}
