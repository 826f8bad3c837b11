package io.embeddingops.transition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which servers of a service run, and which of them serve.
 *
 * @param flip whether the Service moves to the servers beside those that serve now; the rest describes the time after that
 * @param keep whether the servers that serve keep the plan they were made with; otherwise they get the current one
 * @param beside what runs beside them
 * @param renewed whether the candidate is made anew, so that vectors of earlier servers beside them are not its own
 * @param flipped when the Service was last moved between the servers that there are
 * @param until when the servers beside them are removed; empty for a candidate
 */
public record Decision(
        boolean flip,
        boolean keep,
        Beside beside,
        boolean renewed,
        Optional<Instant> flipped,
        Optional<Instant> until) {

    /** What runs beside the servers that serve. */
    public enum Beside {
        NOTHING,
        /** Servers of the current plan, whose vectors have not been accepted. */
        CANDIDATE,
        /** Servers that served before, of the plan they were made with. */
        RETAINED
    }

    /** Decides what a pass does. */
    public static Decision of(Facts facts) {
        if (!facts.sideBySide() || facts.serving().isEmpty()) {
            return nothing(facts);
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
                ? new Decision(false, false, Beside.RETAINED, false, facts.flipped(), facts.until())
                : nothing(facts);
    }

    private static Decision transition(Facts facts, boolean besideMatches) {
        return facts.beside().filter(beside -> besideMatches && beside.same()).isPresent()
                ? nothing(facts)
                : new Decision(
                        false,
                        true,
                        Beside.CANDIDATE,
                        !besideMatches,
                        facts.flipped().filter(any -> besideMatches),
                        Optional.empty());
    }

    private static Decision flipped(Facts facts, boolean besideMatches) {
        // the API server stores it with this precision, as it stores when vectors came into use
        var now = facts.now().truncatedTo(ChronoUnit.SECONDS);
        var retained =
                now.plusSeconds(facts.current().verification().transition().retainSeconds());
        return besideMatches
                ? new Decision(true, false, Beside.RETAINED, false, Optional.of(now), Optional.of(retained))
                : new Decision(true, true, Beside.CANDIDATE, false, Optional.of(now), Optional.empty());
    }

    private static Decision nothing(Facts facts) {
        return new Decision(false, false, Beside.NOTHING, false, facts.flipped(), Optional.empty());
    }

    private static boolean isRetained(Facts facts) {
        return facts.moving() || facts.until().filter(facts.now()::isBefore).isPresent();
    }
}
