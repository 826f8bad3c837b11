package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Causes of pods that ended: evicted, preempted, rejected by the kubelet, or lost with their node. */
final class EndedPodChecks {

    /** The counts that a message shows, so that a flood of pods does not become a flood of writes. */
    private static final List<Integer> COUNTS = List.of(1, 2, 3, 5, 10, 20, 50, 100, 500);

    private static final int EXACT = 3;

    private static final String REJECTED = "Pod was rejected: ";

    private EndedPodChecks() {}

    static Optional<Verdict> ended(Plan plan, Observation observation) {
        var chain = EndedPods.inARow(observation);
        return Optional.of(chain)
                .filter(pods -> !pods.isEmpty() && observation.available() < observation.desired())
                .filter(pods -> !hasOwnCause(observation))
                .map(pods -> verdict(chain));
    }

    /** Whether a later pod already shows why it cannot start. */
    private static boolean hasOwnCause(Observation observation) {
        return observation.current().stream()
                .anyMatch(pod -> pod.waiting(ContainerStart.PULL).isPresent()
                        || pod.waiting(ContainerStart.CREATION).isPresent());
    }

    /** Names the first pod with which the shown count was reached: later ones do not change the message. */
    private static Verdict verdict(List<PodView> chain) {
        var count = COUNTS.stream()
                .filter(step -> step <= chain.size())
                .reduce((less, more) -> more)
                .orElseThrow();
        var pod = chain.get(count - 1);
        var failure = PodFailure.of(pod).orElseThrow();
        var sentence = sentence(pod);
        return new Verdict(
                failure.reason(),
                "pod " + pod.name() + " " + failure.verb() + " " + pod.node()
                        + PodFailure.reason(pod)
                                .or(() -> PodFailure.disruption(pod))
                                .map(reason -> " (" + reason + ")")
                                .orElse("")
                        + (sentence.isEmpty() ? "" : ": " + sentence) + inARow(count)
                        + EndedPodRemedy.of(failure, sentence));
    }

    private static String inARow(int count) {
        return count == 1 ? "" : "; " + (count <= EXACT ? count : "at least " + count) + " pods in a row ended so";
    }

    private static String sentence(PodView pod) {
        var message = Optional.ofNullable(pod.pod().getStatus())
                .map(status -> status.getMessage())
                .or(() -> pod.condition("DisruptionTarget").map(condition -> condition.getMessage()))
                .orElse("");
        var sentence =
                MessageText.oneLine(message.startsWith(REJECTED) ? message.substring(REJECTED.length()) : message);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
