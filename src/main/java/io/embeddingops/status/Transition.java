package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.Condition;
import io.embeddingops.api.v1alpha1.EmbeddingServiceStatus;
import java.util.Optional;

/**
 * A change of a service's reason, worth an Event.
 *
 * @param warning whether something went wrong
 */
public record Transition(boolean warning, String reason, String message) {

    /** The transition between two statuses. The first status is one only if something is wrong from the start. */
    public static Optional<Transition> between(EmbeddingServiceStatus before, EmbeddingServiceStatus after) {
        var old = Optional.ofNullable(before).flatMap(status -> status.condition(Condition.READY));
        var now = after.condition(Condition.READY).orElseThrow();
        var warning = warning(now.reason());
        var changed =
                old.map(condition -> !condition.reason().equals(now.reason())).orElse(warning);
        return changed ? Optional.of(new Transition(warning, now.reason(), now.message())) : Optional.empty();
    }

    private static boolean warning(String reason) {
        for (var known : Reason.values()) {
            if (known.toString().equals(reason)) {
                return known.warning();
            }
        }
        return false;
    }
}
