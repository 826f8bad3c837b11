package io.embeddingops.resources;

import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Locale;

/** The three probes. All poll {@code GET /health}, which embeds a token and so checks that the engine works. */
final class Probes {

    /** Otherwise the kubelet waits for the pod's whole grace period before it restarts a server that hangs. */
    private static final long KILL_AFTER_SECONDS = 10;

    private Probes() {}

    /** The name of the server's port, in the container and in the Service. */
    static String portName(Plan plan) {
        return plan.scheme();
    }

    /** Gives the model time to load. The other probes start after this one has succeeded. */
    static Probe startup(Plan plan) {
        var health = plan.health();
        var probe = probe(plan, health.startupPeriodSeconds(), health.startupFailureThreshold());
        probe.setTerminationGracePeriodSeconds(KILL_AFTER_SECONDS);
        return probe;
    }

    /** Restarts a server that no longer answers. */
    static Probe liveness(Plan plan) {
        var probe = probe(plan, plan.health().periodSeconds(), plan.health().failureThreshold());
        probe.setTerminationGracePeriodSeconds(KILL_AFTER_SECONDS);
        return probe;
    }

    /** Removes a server from the Service after one failed check, because the timeout of a check is long enough. */
    static Probe readiness(Plan plan) {
        return probe(plan, plan.health().periodSeconds(), 1);
    }

    private static Probe probe(Plan plan, int periodSeconds, int failureThreshold) {
        var get = new HTTPGetAction();
        get.setPath("/health");
        get.setPort(new IntOrString(portName(plan)));
        get.setScheme(plan.scheme().toUpperCase(Locale.ROOT));
        var probe = new Probe();
        probe.setHttpGet(get);
        probe.setPeriodSeconds(periodSeconds);
        probe.setTimeoutSeconds(plan.health().probeTimeoutSeconds());
        probe.setFailureThreshold(failureThreshold);
        probe.setSuccessThreshold(1);
        return probe;
    }
}
