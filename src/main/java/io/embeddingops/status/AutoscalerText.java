package io.embeddingops.status;

import io.embeddingops.api.v1alpha1.KedaTrigger;
import java.util.stream.Collectors;

/** Says how a service scales. */
final class AutoscalerText {

    private AutoscalerText() {}

    /** Who scales by what between which numbers. */
    static String active(Autoscaler autoscaler) {
        var wanted = autoscaler.wanted();
        return autoscaler.object() + " keeps between " + wanted.minReplicas() + " and " + wanted.maxReplicas()
                + " servers, " + signal(autoscaler) + position(autoscaler);
    }

    private static String signal(Autoscaler autoscaler) {
        var wanted = autoscaler.wanted();
        if (!autoscaler.keda()) {
            return "so that they use " + wanted.targetUtilization() + " % of their CPU requests";
        }
        var types = wanted.triggers().stream().map(KedaTrigger::type).distinct().collect(Collectors.joining(", "));
        if (wanted.prometheus().isEmpty()) {
            return "by the triggers of spec.autoscaling (" + types
                    + ") only, because the operator's --prometheus-address" + " is not set";
        }
        return "so that they are busy " + wanted.targetUtilization() + " % of the time"
                + (types.isEmpty() ? "" : ", and by the triggers of spec.autoscaling (" + types + ")");
    }

    private static String position(Autoscaler autoscaler) {
        var replicas = autoscaler.plan().replicas();
        if (replicas == 0) {
            return "; it runs none until a trigger is active";
        }
        return replicas >= autoscaler.wanted().maxReplicas() ? "; it is at spec.autoscaling.maxReplicas" : "";
    }
}
