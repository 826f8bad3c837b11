package io.embeddingops.status;

import io.embeddingops.plan.Plan;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a service's state changes although nothing happens: a reason with a deadline must not outlive it. */
public final class Deadlines {

    private Deadlines() {}

    /** The next deadline that has not passed. */
    public static Optional<Instant> next(Plan plan, Observation observation) {
        return Stream.of(
                        Stream.of(RouteChecks.deadline(observation), AutoscalerChecks.deadline(plan, observation)),
                        ofServers(plan, observation),
                        observation.beside().stream()
                                .flatMap(beside -> Stream.concat(
                                        Stream.of(beside.until()), ofServers(beside.plan(), beside.observation()))),
                        observation.fallback().stream()
                                .flatMap(fallback -> Stream.concat(
                                        Stream.of(FallbackChecks.deadline(plan, fallback)),
                                        ofServers(fallback.plan(), fallback.observation()))))
                .flatMap(deadlines -> deadlines)
                .flatMap(Optional::stream)
                .filter(deadline -> deadline.isAfter(observation.now()))
                .min(Comparator.naturalOrder());
    }

    private static Stream<Optional<Instant>> ofServers(Plan plan, Observation observation) {
        return Stream.concat(
                Stream.of(TerminationChecks.deadline(observation), DeploymentChecks.deadline(observation)),
                observation.current().stream().filter(pod -> !pod.ready()).flatMap(pod -> of(plan, pod)));
    }

    private static Stream<Optional<Instant>> of(Plan plan, PodView pod) {
        return Stream.of(
                SchedulingChecks.deadline(pod),
                NodeChecks.deadline(pod),
                FetchChecks.deadline(pod),
                LoadingChecks.deadline(plan, pod),
                OtherContainerChecks.deadline(pod),
                GateChecks.gateDeadline(pod),
                GateChecks.verificationDeadline(pod));
    }
}
