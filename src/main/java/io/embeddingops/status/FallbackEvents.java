package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import io.embeddingops.api.v1alpha1.FallbackStatus;
import java.util.Optional;

/** The Events about the servers of spec.fallback. */
final class FallbackEvents {

    private static final String ENDED = "FallbackEnded";
    private static final String SERVING = FallbackReason.SERVING.toString();

    private FallbackEvents() {}

    /** Reports when the Service begins or ceases to send requests to the fallback. */
    static Optional<Transition> serving(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        if (isServing(before) == isServing(after)) {
            return Optional.empty();
        } else if (isServing(after)) {
            var fallback = after.fallback();
            return Optional.of(new Transition(
                    true,
                    SERVING,
                    "no other server of the service "
                            + (fallback.unavailableSince() == null
                                    ? "is available"
                                    : "has been available since " + fallback.unavailableSince())
                            + ", so the Service sends requests to the servers of spec.fallback (Deployment "
                            + fallback.deployment() + ")"));
        }
        var differs = after.condition(Condition.FALLBACK_READY)
                .filter(now -> FallbackReason.VECTORS_DIFFER.toString().equals(now.reason()))
                .isPresent();
        return Optional.of(new Transition(
                false,
                ENDED,
                "the Service no longer sends requests to the servers of spec.fallback"
                        + (differs ? ", since they return other vectors than those in use" : "")));
    }

    /** Reports other changes of FallbackReady; Unknown causes no Event, and neither does the end of serving. */
    static Optional<Transition> ready(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before)
                .flatMap(status -> status.condition(Condition.FALLBACK_READY))
                .map(Condition::reason);
        return after.condition(Condition.FALLBACK_READY)
                .filter(now -> !Condition.UNKNOWN.equals(now.status()))
                .filter(now -> !old.equals(Optional.of(now.reason())) && !SERVING.equals(now.reason()))
                .filter(now -> !now.holds() || !old.equals(Optional.of(SERVING)))
                .map(now -> new Transition(FallbackReason.isWarning(now.reason()), now.reason(), now.message()));
    }

    private static boolean isServing(EmbeddingServiceStatus status) {
        return Optional.ofNullable(status)
                .map(EmbeddingServiceStatus::fallback)
                .map(FallbackStatus::serving)
                .orElse(false);
    }
}
