package io.embeddingops.kinds;

import io.embeddingops.keda.ScaledObject;
import io.embeddingops.plan.NextPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.resources.CacheVolumeClaim;
import io.embeddingops.resources.ClientConfigMap;
import io.embeddingops.resources.ModelConfigMap;
import io.embeddingops.resources.NextService;
import io.embeddingops.resources.PluginArchive;
import io.embeddingops.resources.PluginConfigMap;
import io.embeddingops.resources.ServerAutoscaler;
import io.embeddingops.resources.ServerDeployment;
import io.embeddingops.resources.ServerDisruptionBudget;
import io.embeddingops.resources.ServerNetworkPolicy;
import io.embeddingops.resources.ServerRoute;
import io.embeddingops.resources.ServerScaledObject;
import io.embeddingops.resources.ServerService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table of kinds.
 *
 * @param rows objects in the order in which they are applied, then the kinds that are only watched
 */
public record Kinds(List<Kind<?>> rows) {

    /** The clients' settings, which no plan describes either: some of them are measured. */
    public static final Kind<ConfigMap> CLIENT_SETTINGS =
            Kind.reported(ConfigMap.class).named(ClientConfigMap.SUFFIX);

    /** The same for clients of servers beside those that serve. */
    public static final Kind<ConfigMap> NEXT_CLIENT_SETTINGS = Kind.reported(ConfigMap.class)
            .named(NextPlan.SUFFIX + ClientConfigMap.SUFFIX)
            .deleted();

    private static final Kinds ALL = new Kinds(List.of(
            // first: where its name is taken, no pod is started that nobody could reach
            Kind.required(Service.class, ServerService::build),
            Kind.optional(Service.class, NextService::build).named(NextPlan.SUFFIX),
            // before the pods: none is started without the limits that the spec asks for
            Kind.protecting(NetworkPolicy.class, ServerNetworkPolicy::build)
                    .ofServers()
                    .reactingTo(Changes.ofSpecAndMetadata()),
            // before the Deployment, whose pods wait for it
            plugin(PluginArchive.V2),
            plugin(PluginArchive.V3),
            Kind.lasting(ConfigMap.class, ModelConfigMap::build).ofServers().named(ModelConfigMap.SUFFIX),
            Kind.lasting(PersistentVolumeClaim.class, CacheVolumeClaim::build)
                    .ofServers()
                    .named(CacheVolumeClaim.SUFFIX)
                    .outliving(CacheVolumeClaim::isKept),
            Kind.required(Deployment.class, ServerDeployment::build).ofServers().deleted(),
            Kind.optional(PodDisruptionBudget.class, ServerDisruptionBudget::build)
                    .reactingTo(Changes.ofSpecAndMetadata()),
            // the ScaledObject after it: KEDA refuses to scale what another autoscaler still scales
            Kind.optional(HorizontalPodAutoscaler.class, ServerAutoscaler::build)
                    .reactingTo(AutoscalerChanges::ofHorizontalPodAutoscaler),
            Kind.optional(ScaledObject.class, ServerScaledObject::build)
                    .needing(ScaledObject.CRD)
                    .reactingTo(AutoscalerChanges::ofScaledObject),
            Kind.optional(HTTPRoute.class, ServerRoute::build).needing(ServerRoute.CRD),
            Kind.marked(Pod.class),
            // the vectors that a service is held to: no plan describes what was measured
            Kind.kept(ConfigMap.class),
            CLIENT_SETTINGS,
            NEXT_CLIENT_SETTINGS));

    /** Each version has a ConfigMap of its own, since pods of an earlier template still use the earlier one. */
    private static Kind<ConfigMap> plugin(PluginArchive version) {
        return Kind.lasting(ConfigMap.class, plan -> PluginConfigMap.build(plan, version))
                .ofServers()
                .named(version.suffix());
    }

    public Kinds {
        rows = List.copyOf(rows);
    }

    /** The operator's table. */
    public static Kinds all() {
        return ALL;
    }

    /** The same table with one row more. */
    public Kinds with(Kind<?> row) {
        return new Kinds(Stream.concat(rows.stream(), Stream.of(row)).toList());
    }

    /** The rows of objects that plans describe. */
    public List<Kind<?>> built() {
        return rows.stream().filter(row -> row.builder().isPresent()).toList();
    }

    /** The classes of all kinds, each once. */
    public List<Class<? extends HasMetadata>> types() {
        return rows.stream()
                .<Class<? extends HasMetadata>>map(Kind::type)
                .distinct()
                .toList();
    }

    /** The objects that a plan asks for, in the order in which they are applied. */
    public List<HasMetadata> build(Plan plan) {
        return build(plan, List.of());
    }

    /**
     * The objects of a service with several groups of servers, in the order in which they are applied.
     *
     * @param serving the plan of the servers that serve
     * @param others the plans of the other servers
     */
    public List<HasMetadata> build(Plan serving, List<Plan> others) {
        return rows.stream()
                .flatMap(row -> plans(row, serving, others)
                        .<Optional<? extends HasMetadata>>map(row::build)
                        .<HasMetadata>flatMap(Optional::stream))
                .toList();
    }

    /** The plans that have an object of that row. */
    public static Stream<Plan> plans(Kind<?> row, Plan serving, List<Plan> others) {
        return row.grouped() ? Stream.concat(Stream.of(serving), others.stream()) : Stream.of(serving);
    }
}
