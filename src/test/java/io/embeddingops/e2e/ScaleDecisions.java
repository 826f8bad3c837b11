package io.embeddingops.e2e;

import io.embeddingops.e2e.Timeline.Sample;
import java.util.ArrayList;
import java.util.List;

/** The changes of the number of servers in a timeline, in order. */
record ScaleDecisions(List<Sample> samples, List<Decision> decisions) {

    /** Seconds until an autoscaler has seen a change of the load: the metrics are up to a minute old, and it looks every 15 seconds. */
    static final double NOTICE_SECONDS = 75;

    record Decision(double seconds, int from, int to) {

        boolean rises() {
            return to > from;
        }
    }

    static ScaleDecisions in(List<Sample> samples) {
        var decisions = new ArrayList<Decision>();
        for (var i = 1; i < samples.size(); i++) {
            var before = samples.get(i - 1);
            var sample = samples.get(i);
            if (before.replicas() != sample.replicas()) {
                decisions.add(new Decision(sample.seconds(), before.replicas(), sample.replicas()));
            }
        }
        return new ScaleDecisions(samples, decisions);
    }

    /** How often the load changed. */
    int loadChanges() {
        var changes = 0;
        for (var i = 1; i < samples.size(); i++) {
            changes += samples.get(i - 1).offered() == samples.get(i).offered() ? 0 : 1;
        }
        return changes;
    }

    /**
     * The rises that follow a fall although the load gave no reason: it was never greater from shortly before the fall until the rise
     * than it was in the window before, in which the autoscaler saw that fewer servers are enough.
     *
     * @param windowSeconds the stabilization window for scaling down
     */
    List<Decision> flapping(double windowSeconds) {
        var found = new ArrayList<Decision>();
        for (var i = 1; i < decisions.size(); i++) {
            var fall = decisions.get(i - 1);
            var rise = decisions.get(i);
            if (!fall.rises()
                    && rise.rises()
                    && greatest(fall.seconds() - NOTICE_SECONDS, rise.seconds())
                            <= greatest(fall.seconds() - windowSeconds, fall.seconds() - NOTICE_SECONDS)) {
                found.add(rise);
            }
        }
        return found;
    }

    private double greatest(double from, double to) {
        return samples.stream()
                .filter(sample -> sample.seconds() > from && sample.seconds() <= to)
                .mapToDouble(Sample::offered)
                .max()
                .orElse(0);
    }
}
