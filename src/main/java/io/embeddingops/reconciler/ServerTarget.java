package io.embeddingops.reconciler;

import io.embeddingops.guard.ServerExpectations;
import io.embeddingops.health.ServiceKey;
import io.embeddingops.health.Target;
import io.embeddingops.health.TargetAccess;
import io.embeddingops.plan.Plan;
import io.embeddingops.status.PodView;
import java.time.Duration;

/** Describes a serving pod to those who send requests to it. */
final class ServerTarget {

    private ServerTarget() {}

    static Target of(Plan plan, PodView pod) {
        return new Target(
                new ServiceKey(plan.namespace(), plan.name()),
                pod.name(),
                pod.uid(),
                pod.start().orElseThrow(),
                pod.address().orElseThrow(),
                plan.port(),
                plan.model().servedName(),
                plan.model().dimensions(),
                TargetAccess.of(plan.access()),
                ServerExpectations.of(plan),
                Duration.ofSeconds(plan.verification().intervalSeconds()),
                plan.server().priorityScheduling());
    }
}
