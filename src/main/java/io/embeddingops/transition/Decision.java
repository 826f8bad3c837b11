package io.embeddingops.transition;

import java.time.Instant;
import java.util.Optional;

/**
 * Which servers of a service run, and which of them serve.
 *
 * @param flip whether the Service moves to the servers beside those that serve now; the rest describes the time after that
 * @param keep whether the servers that serve keep the plan they were made with; otherwise they get the current one
 * @param beside what runs beside them
 * @param until when the servers beside them are removed; empty for a candidate
 */
public record Decision(boolean flip, boolean keep, Beside beside, Optional<Instant> until) {

    /** What runs beside the servers that serve. */
    public enum Beside {
        NOTHING,
        /** Servers of the current plan, whose vectors have not been accepted. */
        CANDIDATE,
        /** Servers that served before, of the plan they were made with. */
        RETAINED
    }

    private static final Decision ALONE = new Decision(false, false, Beside.NOTHING, Optional.empty());

    /** Decides what a pass does. */
    public static Decision of(Facts facts) {
        if (!facts.sideBySide() || facts.serving().isEmpty()) {
            return ALONE;
        }
        var current = VectorInputs.of(facts.current());
        var matches = VectorInputs.of(facts.serving().get()).equals(current);
        var besideMatches = facts.beside()
                .filter(beside -> VectorInputs.of(beside.plan()).equals(current))
                .isPresent();
        if (facts.beside()
                .filter(beside -> (besideMatches || matches) && beside.accepted() && beside.ready())
                .isPresent()) {
            return flipped(facts, besideMatches);
        }
        return matches ? alone(facts, besideMatches) : transition(facts, besideMatches);
    }

    /** The servers of the current plan serve. Those beside them served before, or belong to a change that was reverted. */
    private static Decision alone(Facts facts, boolean besideMatches) {
        return facts.beside().isPresent() && !besideMatches && isRetained(facts)
                ? new Decision(false, false, Beside.RETAINED, facts.until())
                : ALONE;
    }

    private static Decision transition(Facts facts, boolean besideMatches) {
        return facts.beside().filter(beside -> besideMatches && beside.same()).isPresent()
                ? ALONE
                : new Decision(false, true, Beside.CANDIDATE, Optional.empty());
    }

    private static Decision flipped(Facts facts, boolean besideMatches) {
        if (besideMatches) {
            var until = facts.now()
                    .plusSeconds(facts.current().verification().transition().retainSeconds());
            return new Decision(true, false, Beside.RETAINED, Optional.of(until));
        }
        return new Decision(true, true, Beside.CANDIDATE, Optional.empty());
    }

    private static boolean isRetained(Facts facts) {
        return facts.until().filter(facts.now()::isBefore).isPresent();
    }
}
