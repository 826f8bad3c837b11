package io.embeddingops.resources;

import io.embeddingops.plan.HealthPlan;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/** The three probes; all poll {@code GET /health}, which embeds a token and so proves the engine alive. */
final class Probes {

    static final String PORT_NAME = "http";

    /** Without it the kubelet would give a hung server the pod's whole grace period before it restarts it. */
    private static final long KILL_AFTER_SECONDS = 10;

    private Probes() {}

    /** Gives the model its time to load; the other probes wait until this one has succeeded. */
    static Probe startup(HealthPlan health) {
        return base(health)
                .withPeriodSeconds(health.startupPeriodSeconds())
                .withFailureThreshold(health.startupFailureThreshold())
                .withTerminationGracePeriodSeconds(KILL_AFTER_SECONDS)
                .build();
    }

    /** Restarts a server that no longer answers. */
    static Probe liveness(HealthPlan health) {
        return base(health)
                .withPeriodSeconds(health.periodSeconds())
                .withFailureThreshold(health.failureThreshold())
                .withTerminationGracePeriodSeconds(KILL_AFTER_SECONDS)
                .build();
    }

    /** Takes a server out of the Service at its first failed check: a check waits so long that one is proof enough. */
    static Probe readiness(HealthPlan health) {
        return base(health)
                .withPeriodSeconds(health.periodSeconds())
                .withFailureThreshold(1)
                .build();
    }

    private static ProbeBuilder base(HealthPlan health) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/health")
                .withNewPort(PORT_NAME)
                .withScheme("HTTP")
                .endHttpGet()
                .withTimeoutSeconds(health.probeTimeoutSeconds())
                .withSuccessThreshold(1);
    }
}
