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
     * The work of all servers, in servers that are always busy; a pod with several GPUs has several schedulers. With deriv, since
     * rate takes the time before a new server's first sample for work. The names are DNS labels, so none needs an escape.
     */
    private static final String BUSY =
            "sum(clamp(1 - avg by (pod) (deriv(sglang:scheduler_idle_seconds_total{%1$s}[2m])), 0, 1))";

    /**
     * Requests that the servers work on or have waiting: they still rise when all servers are busy. At most twice the threshold
     * from each server, as the requests that wait go away faster than servers start. 0 for a server that had no request yet.
     */
    private static final String REQUESTS =
            "sum(clamp_max(sum by (pod) (sglang:http_requests_active{%1$s,endpoint=\"/v1/embeddings\"})"
                    + " or 0 * max by (pod) (sglang:scheduler_idle_seconds_total{%1$s}), 32))";

    /** Requests of each server to aim for: far more than a server has that is not always busy. */
    private static final String REQUESTS_OF_A_SERVER = "16";

    /** Only matters with minReplicas 0: a server without requests is not quite idle, as it answers health checks. */
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
        var load = autoscaling.prometheus().stream()
                .flatMap(prometheus -> Stream.of(
                        busy(plan, autoscaling.targetUtilization(), prometheus),
                        measured(plan, REQUESTS, Map.of("threshold", REQUESTS_OF_A_SERVER), prometheus)));
        var others = autoscaling.triggers().stream().map(ServerScaledObject::given);
        return Stream.concat(load, others).toList();
    }

    private static Trigger busy(Plan plan, int targetUtilization, PrometheusServer prometheus) {
        var share =
                BigDecimal.valueOf(targetUtilization, 2).stripTrailingZeros().toPlainString();
        return measured(plan, BUSY, Map.of("threshold", share, "activationThreshold", IDLE), prometheus);
    }

    private static Trigger measured(Plan plan, String query, Map<String, String> limits, PrometheusServer prometheus) {
        var servers = "namespace=\"%s\",service=\"%s\"".formatted(plan.namespace(), plan.servers());
        var metadata = new TreeMap<>(limits);
        metadata.put("serverAddress", prometheus.address());
        metadata.put("query", query.formatted(servers));
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
