package io.embeddingops.status;

import static io.embeddingops.status.AutoscaledReason.METRICS_MISSING;
import static io.embeddingops.status.AutoscaledReason.REPLICAS_CONFLICT;
import static io.embeddingops.status.AutoscaledReason.SCALING_FAILED;

import io.embeddingops.plan.PrometheusServer;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Failures that an autoscaler reports, once they have lasted. */
final class AutoscalerFailures {

    private static final Pattern HPAS = Pattern.compile("multiple HPAs: \\[([^\\]]*)]");

    /** The port of a client's connection differs with each attempt. */
    private static final Pattern CLIENT_PORT = Pattern.compile(":\\d+->");

    /** How Kubernetes prints which metric of KEDA it asked for, and what it begins with. */
    private static final Pattern DETAILS = Pattern.compile("/&LabelSelector\\{MatchLabels:map\\[string]string\\{[^}]*},"
            + "MatchExpressions:\\[]LabelSelectorRequirement\\{},}|^the HPA was unable to compute the replica count: ");

    private static final String STAYS = "; the number of servers stays as it is";

    private AutoscalerFailures() {}

    /** The failure; empty as long as it may pass by itself. */
    static Optional<Autoscaled> find(Autoscaler autoscaler) {
        var deadline = autoscaler.deadline();
        if (deadline.isPresent() && !autoscaler.seen().hasPassed(deadline)) {
            return Optional.empty();
        }
        return autoscaler
                .failed("ScalingActive")
                .filter(failure -> !"ScalingDisabled".equals(failure.getReason()))
                .map(failure -> notActive(autoscaler, failure))
                .or(() -> autoscaler.failed("AbleToScale").map(failure -> failed(autoscaler, failure)))
                .or(() -> autoscaler.keda("Ready").map(ready -> {
                    var said = ready.getReason() + ": " + sentence(ready.getMessage());
                    return ready.getReason() != null && ready.getReason().endsWith("TriggerError")
                            ? metricsMissing(autoscaler, said)
                            : new Autoscaled(
                                    SCALING_FAILED, autoscaler.object() + " cannot scale (" + said + ")" + STAYS);
                }));
    }

    private static Autoscaled notActive(Autoscaler autoscaler, HorizontalPodAutoscalerCondition failure) {
        if ("AmbiguousSelector".equals(failure.getReason())) {
            return new Autoscaled(
                    REPLICAS_CONFLICT,
                    "another autoscaler scales the same servers (" + sorted(sentence(failure.getMessage()))
                            + "): delete all but one" + STAYS);
        } else if (failure.getReason().startsWith("FailedGet")) {
            return metricsMissing(autoscaler, failure.getReason() + ": " + sentence(failure.getMessage()));
        }
        return failed(autoscaler, failure);
    }

    private static Autoscaled metricsMissing(Autoscaler autoscaler, String said) {
        var message = autoscaler.object() + " gets no metrics (" + said + "): ";
        if (!autoscaler.keda()) {
            return new Autoscaled(
                    METRICS_MISSING,
                    message + "check that metrics-server is installed and works (`kubectl top pods`)" + STAYS);
        }
        var prometheus = autoscaler.wanted().prometheus().map(PrometheusServer::address);
        return new Autoscaled(
                METRICS_MISSING,
                message
                        + prometheus
                                .map(address -> "check that KEDA reaches Prometheus at " + address
                                        + " (the operator's --prometheus-address), that Prometheus scrapes the servers"
                                        + " (chart value monitoring.podMonitor.enabled), and KEDA's log")
                                .orElse("check spec.autoscaling.triggers and KEDA's log")
                        + STAYS);
    }

    private static Autoscaled failed(Autoscaler autoscaler, HorizontalPodAutoscalerCondition failure) {
        return new Autoscaled(
                SCALING_FAILED,
                autoscaler.object() + " cannot scale (" + failure.getReason() + ": " + sentence(failure.getMessage())
                        + ")" + STAYS);
    }

    /** What an autoscaler said, as one line that does not change with each attempt. */
    static String sentence(String message) {
        var brief = DETAILS.matcher(MessageText.stable(message)).replaceAll("");
        return CLIENT_PORT.matcher(brief).replaceAll("->").replaceFirst("[.;:]+$", "");
    }

    /** Kubernetes lists the autoscalers in an order that changes. */
    private static String sorted(String sentence) {
        return HPAS.matcher(sentence)
                .replaceAll(found -> "multiple HPAs: "
                        + Arrays.stream(found.group(1).split(" ")).sorted().collect(Collectors.joining(", ")));
    }
}
