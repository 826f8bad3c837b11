package io.embeddingops.e2e;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which space a service was set to in the course of time, and thus which answers are right. */
final class AcceptedSpaces {

    private final String first;
    private final List<Acceptance> acceptances = new ArrayList<>();

    /**
     * One flip.
     *
     * @param set before spec.vectorSpace.id was set
     * @param acknowledged when status.vectorSpace.id was seen to be the new one
     */
    record Acceptance(String space, Instant set, Instant acknowledged) {}

    AcceptedSpaces(String first) {
        this.first = first;
    }

    void add(Acceptance acceptance) {
        acceptances.add(acceptance);
    }

    int flips() {
        return acceptances.size();
    }

    /**
     * The spaces that an answer may belong to: only the old one if it arrived before spec.vectorSpace.id was set, only the new one if the
     * request was sent after the flip was acknowledged, and either of them in between.
     */
    Set<String> allowed(SpaceAnswer answer) {
        var allowed = new TreeSet<>(Set.of(first));
        for (var acceptance : acceptances) {
            if (answer.sent().isAfter(acceptance.acknowledged())) {
                allowed.clear();
            }
            if (answer.answered().isAfter(acceptance.set())) {
                allowed.add(acceptance.space());
            }
        }
        return allowed;
    }

    /** The answers with a vector of another space. */
    List<SpaceAnswer> wrong(List<SpaceAnswer> answers) {
        return answers.stream()
                .filter(answer -> !answer.failed())
                .filter(answer -> !allowed(answer).contains(answer.space()))
                .toList();
    }
}
