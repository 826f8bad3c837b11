package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.ConditionBuilder;
import io.embeddingops.guard.Verified;
import java.time.Instant;
import java.util.List;

/** Builds conditions; the transition time changes only when the condition's status does. */
record Conditions(List<Condition> old, Long generation, Instant now) {

    Condition of(String type, boolean holds, Verdict verdict) {
        return of(
                type, holds ? Condition.TRUE : Condition.FALSE, verdict.reason().toString(), verdict.message());
    }

    Condition of(Verified verified) {
        return of(Condition.VERIFIED, verified.status(), verified.reason(), verified.message());
    }

    Condition of(Autoscaled autoscaled) {
        var reason = autoscaled.reason();
        return of(Condition.AUTOSCALED, reason.status(), reason.toString(), autoscaled.message());
    }

    Condition of(FallbackReady fallback) {
        var reason = fallback.reason();
        return of(Condition.FALLBACK_READY, reason.status(), reason.toString(), fallback.message());
    }

    private Condition of(String type, String status, String reason, String message) {
        var since = old.stream()
                .filter(condition -> type.equals(condition.type()) && status.equals(condition.status()))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElseGet(() -> StatusComputer.text(now));
        return ConditionBuilder.builder()
                .type(type)
                .status(status)
                .observedGeneration(generation)
                .lastTransitionTime(since)
                .reason(reason)
                .message(message)
                .build();
    }
}
