package io.embeddingops.reconciler;

import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.status.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Limits how often a service's transition with the same cause is reported. A flood of pods changes the reason many times a
 * second, and must not become a flood of Events and log lines.
 */
final class Occurrences {

    /** Shortest time between two reports of one cause. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How long a cause is remembered: as long as the API server keeps Events by default. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final int CAPACITY = 4096;

    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{8,}\\b|[0-9]+");

    private final Clock clock;
    private final Map<Cause, Seen> known = new LinkedHashMap<>(16, 0.75f, true);

    /** What makes two transitions the same. */
    record Cause(String uid, boolean warning, String reason, String sentence) {}

    /**
     * A cause that is due to be reported.
     *
     * @param count occurrences since the last report
     */
    record Due(Cause cause, int count) {}

    private record Seen(Instant reported, int since) {}

    Occurrences(Clock clock) {
        this.clock = clock;
    }

    /** Counts the transition; empty if its cause was reported less than a minute ago. */
    synchronized Optional<Due> due(EmbeddingService service, Transition transition) {
        var now = clock.instant();
        forgetOld(now);
        var cause = cause(service, transition);
        var before = Optional.ofNullable(known.get(cause));
        var count = before.map(Seen::since).orElse(0) + 1;
        if (before.filter(seen -> seen.reported().plus(INTERVAL).isAfter(now)).isPresent()) {
            known.put(cause, new Seen(before.get().reported(), count));
            return Optional.empty();
        }
        known.put(cause, new Seen(now, 0));
        if (known.size() > CAPACITY) {
            known.remove(known.keySet().iterator().next());
        }
        return Optional.of(new Due(cause, count));
    }

    /** Looks only at the causes that have not occurred for the longest time, which are first in the map. */
    private void forgetOld(Instant now) {
        var oldest = known.values().iterator();
        while (oldest.hasNext() && oldest.next().reported().plus(MEMORY).isBefore(now)) {
            oldest.remove();
        }
    }

    synchronized int size() {
        return known.size();
    }

    /** The message without what differs between pods: their names, numbers and ids. */
    private static Cause cause(EmbeddingService service, Transition transition) {
        var pods = Pattern.quote(service.getMetadata().getName()) + "-[a-z0-9.-]+";
        var sentence = ID.matcher(transition.message().replaceAll(pods, "")).replaceAll("");
        return new Cause(service.getMetadata().getUid(), transition.warning(), transition.reason(), sentence);
    }
}
