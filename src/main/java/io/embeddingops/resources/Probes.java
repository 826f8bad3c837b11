package io.embeddingops.resources;

import io.embeddingops.plan.HealthPlan;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;

/** The three probes; all poll {@code GET /health}, which embeds a token and so proves the engine alive. */
final class Probes {

    static final String PORT_NAME = "http";

    /** Without it the kubelet would give a hung server the pod's whole grace period before it restarts it. */
    private static final long KILL_AFTER_SECONDS = 10;

    private Probes() {}

    /** Gives the model its time to load; the other probes wait until this one has succeeded. */
    static Probe startup(HealthPlan health) {
        var probe = probe(health, health.startupPeriodSeconds(), health.startupFailureThreshold());
        probe.setTerminationGracePeriodSeconds(KILL_AFTER_SECONDS);
        return probe;
    }

    /** Restarts a server that no longer answers. */
    static Probe liveness(HealthPlan health) {
        var probe = probe(health, health.periodSeconds(), health.failureThreshold());
        probe.setTerminationGracePeriodSeconds(KILL_AFTER_SECONDS);
        return probe;
    }

    /** Takes a server out of the Service at its first failed check: a check waits so long that one is proof enough. */
    static Probe readiness(HealthPlan health) {
        return probe(health, health.periodSeconds(), 1);
    }

    private static Probe probe(HealthPlan health, int periodSeconds, int failureThreshold) {
        var get = new HTTPGetAction();
        get.setPath("/health");
        get.setPort(new IntOrString(PORT_NAME));
        get.setScheme("HTTP");
        var probe = new Probe();
        probe.setHttpGet(get);
        probe.setPeriodSeconds(periodSeconds);
        probe.setTimeoutSeconds(health.probeTimeoutSeconds());
        probe.setFailureThreshold(failureThreshold);
        probe.setSuccessThreshold(1);
        return probe;
    }
}
