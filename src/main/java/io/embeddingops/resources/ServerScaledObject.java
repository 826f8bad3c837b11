package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.AutoscalingEngine;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.KedaTrigger;
import io.embeddingops.keda.ScaledObject;
import io.embeddingops.keda.ScaledObjectSpec.Advanced;
import io.embeddingops.keda.ScaledObjectSpec.Authentication;
import io.embeddingops.keda.ScaledObjectSpec.Hpa;
import io.embeddingops.keda.ScaledObjectSpec.Target;
import io.embeddingops.keda.ScaledObjectSpec.Trigger;
import io.embeddingops.keda.ScaledObjectSpecBuilder;
import io.embeddingops.plan.AutoscalingPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PrometheusServer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ScaledObject of KEDA that sets the number of servers by the share of time in which they are busy. */
public final class ServerScaledObject {

    /**
     * The work of all servers, in servers that are always busy. A pod with several GPUs has several schedulers. The names are DNS
     * labels, so none needs an escape.
     */
    private static final String BUSY_SERVERS = "sum(clamp_min(1 - avg by (pod)"
            + " (rate(sglang:scheduler_idle_seconds_total{namespace=\"%s\",service=\"%s\"}[1m])), 0))";

    /** A server without requests is not quite idle: it answers health checks. Only matters with minReplicas 0. */
    private static final String IDLE = "0.05";

    private ServerScaledObject() {}

    /** The ScaledObject of a plan; empty if it asks for none, or if nothing is known that KEDA could measure. */
    public static Optional<ScaledObject> build(Plan plan) {
        return plan.autoscaling()
                .filter(autoscaling -> autoscaling.engine() == AutoscalingEngine.KEDA)
                .map(autoscaling -> build(plan, autoscaling))
                .filter(object -> !object.getSpec().triggers().isEmpty());
    }

    private static ScaledObject build(Plan plan, AutoscalingPlan autoscaling) {
        var object = new ScaledObject();
        object.setMetadata(Metadata.of(plan, Map.of(), Map.of()));
        object.setSpec(ScaledObjectSpecBuilder.builder()
                .scaleTargetRef(new Target(EmbeddingService.API_VERSION, EmbeddingService.KIND, plan.name()))
                .minReplicaCount(autoscaling.minReplicas())
                .maxReplicaCount(autoscaling.maxReplicas())
                .advanced(new Advanced(new Hpa(autoscaling.behavior())))
                .triggers(triggers(plan, autoscaling))
                .build());
        return object;
    }

    private static List<Trigger> triggers(Plan plan, AutoscalingPlan autoscaling) {
        var busy = autoscaling.prometheus().stream()
                .map(prometheus -> busy(plan, autoscaling.targetUtilization(), prometheus));
        var others = autoscaling.triggers().stream().map(ServerScaledObject::given);
        return Stream.concat(busy, others).toList();
    }

    private static Trigger busy(Plan plan, int targetUtilization, PrometheusServer prometheus) {
        var metadata = new TreeMap<String, String>();
        metadata.put("serverAddress", prometheus.address());
        metadata.put("query", BUSY_SERVERS.formatted(plan.namespace(), plan.name()));
        metadata.put(
                "threshold",
                BigDecimal.valueOf(targetUtilization, 2).stripTrailingZeros().toPlainString());
        metadata.put("activationThreshold", IDLE);
        // no answer is not "idle": KEDA would remove servers that are only not measured
        metadata.put("ignoreNullValues", "false");
        if (!prometheus.authModes().isEmpty()) {
            metadata.put("authModes", String.join(",", prometheus.authModes()));
        }
        var authentication = prometheus
                .authentication()
                .map(name -> new Authentication("ClusterTriggerAuthentication", name))
                .orElse(null);
        return new Trigger("prometheus", null, "AverageValue", metadata, authentication);
    }

    private static Trigger given(KedaTrigger trigger) {
        return new Trigger(trigger.type(), trigger.name(), null, new TreeMap<>(trigger.metadata()), null);
    }
}
