package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.DisruptionBudgetSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * The desired state of a service, with all defaults applied, no nulls, and no rule violated.
 *
 * @param name name of the resource, and of the objects in front of its servers
 * @param namespace namespace of the resource and of the objects created for it
 * @param servers name of the plan's servers: of their Deployment, and the value of the label that selects their pods. It is that
 *     of the resource, or begins with it
 * @param backend name of the servers that the Service selects
 * @param flipped when the Service was last moved to other servers, because their vectors were accepted
 * @param next servers that can be reached beside those of the Service, during a transition to another vector space
 * @param device where the model runs
 * @param model the model and its source
 * @param gpu GPUs or other accelerators of each replica; empty with device cpu
 * @param port TCP port of the server and the Service
 * @param replicas number of servers, 0 or more
 * @param replicasElsewhere whether another field manager, such as an autoscaler, owns the Deployment's replicas
 * @param autoscaling the autoscaler that the spec asks for
 * @param server the container
 * @param pod the pod around it
 * @param health health checks
 * @param service the Service in front
 * @param access who may use the servers
 * @param network what a NetworkPolicy allows
 * @param route the HTTPRoute that the spec asks for
 * @param rollout how pods are replaced
 * @param disruptionBudget budget that the spec asks for; empty for the default
 * @param plugin what the plugin for SGLang does; without effect on a template without the plugin
 * @param template version of the pod template, see {@link TemplateVersion}
 * @param verification verification of the embeddings
 * @param fallback servers without a GPU that step in
 * @param spec the part of the spec that the servers are made of, see {@link SpecRecord}
 */
@RecordBuilder
public record Plan(
        String name,
        String namespace,
        String servers,
        String backend,
        Optional<Instant> flipped,
        Optional<NextPlan> next,
        Device device,
        ModelPlan model,
        Optional<GpuPlan> gpu,
        int port,
        int replicas,
        boolean replicasElsewhere,
        Optional<AutoscalingPlan> autoscaling,
        ServerPlan server,
        PodPlan pod,
        HealthPlan health,
        ServicePlan service,
        AccessPlan access,
        NetworkPlan network,
        Optional<RoutePlan> route,
        RolloutPlan rollout,
        Optional<DisruptionBudgetSpec> disruptionBudget,
        PluginPlan plugin,
        int template,
        VerificationPlan verification,
        Optional<FallbackPlan> fallback,
        String spec)
        implements PlanResult {

    /** A copy that leaves the Deployment's replicas to another field manager, which has set them to that number. */
    public Plan withReplicasElsewhere(int current) {
        return PlanBuilder.builder(this)
                .replicas(current)
                .replicasElsewhere(true)
                .build();
    }

    /** A copy for servers of that name, which the Service selects. */
    public Plan withServers(String group) {
        return PlanBuilder.builder(this).servers(group).backend(group).build();
    }

    /** A copy whose Service selects servers of that name. */
    public Plan withBackend(String group) {
        return PlanBuilder.builder(this).backend(group).build();
    }

    /** A copy with that many servers. */
    public Plan withReplicas(int number) {
        return PlanBuilder.builder(this).replicas(number).build();
    }

    /** A copy whose Service was last moved then. */
    public Plan withFlipped(Optional<Instant> time) {
        return PlanBuilder.builder(this).flipped(time).build();
    }

    /** A copy with servers that can be reached beside those of the Service. */
    public Plan withNext(Optional<NextPlan> beside) {
        return PlanBuilder.builder(this).next(beside).build();
    }

    /** A copy for a cluster that has KEDA, or not. */
    public Plan withKeda(boolean installed) {
        return PlanBuilder.builder(this)
                .autoscaling(autoscaling.map(plan -> plan.withKeda(installed && device == Device.GPU)))
                .build();
    }

    /** The budget in force: that of the spec, or the default as soon as there is, or may be, more than one replica. */
    public Optional<DisruptionBudgetSpec> effectiveDisruptionBudget() {
        return disruptionBudget.or(() -> Optional.of(Defaults.DISRUPTION_BUDGET).filter(any -> mostReplicas() > 1));
    }

    /** The number of servers that there can be without a change of the spec by its author. */
    private int mostReplicas() {
        return Math.max(replicas, autoscaling.map(AutoscalingPlan::maxReplicas).orElse(0));
    }

    /** Whether the servers have the plugin for SGLang. */
    public boolean hasPlugin() {
        return template >= TemplateVersion.WITH_PLUGIN;
    }

    /** Whether the servers can check API keys, serve TLS and measure themselves. */
    public boolean hasAccess() {
        return template >= TemplateVersion.WITH_ACCESS;
    }

    /** The scheme of the servers' URLs. */
    public String scheme() {
        return access.tls() ? "https" : "http";
    }

    /** The base_url for clients inside the cluster. */
    public String url() {
        return scheme() + "://" + name + "." + namespace + ".svc:" + port + "/v1";
    }
}
