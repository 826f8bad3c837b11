package io.embeddingops.resources;

import io.embeddingops.plan.HealthPlan;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;

/** The three probes. All poll {@code GET /health}, which embeds a token and so checks that the engine works. */
final class Probes {

    static final String PORT_NAME = "http";

    /** Otherwise the kubelet waits for the pod's whole grace period before it restarts a server that hangs. */
    private static final long KILL_AFTER_SECONDS = 10;

    private Probes() {}

    /** Gives the model time to load. The other probes start after this one has succeeded. */
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

    /** Removes a server from the Service after one failed check, because the timeout of a check is long enough. */
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
