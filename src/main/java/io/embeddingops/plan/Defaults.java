package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.AccessSpec;
import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.DisruptionBudgetSpec;
import io.embeddingops.api.v1alpha1.DisruptionBudgetSpecBuilder;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.HealthSpec;
import io.embeddingops.api.v1alpha1.ModelSpec;
import io.embeddingops.api.v1alpha1.PodOptions;
import io.embeddingops.api.v1alpha1.RolloutSpec;
import io.embeddingops.api.v1alpha1.ServerSpec;
import io.embeddingops.api.v1alpha1.ServiceOptions;
import io.embeddingops.api.v1alpha1.ServiceType;
import io.embeddingops.api.v1alpha1.VectorSpaceSpec;
import io.embeddingops.api.v1alpha1.VectorSpaceTransition;
import io.embeddingops.api.v1alpha1.VerificationMode;
import io.embeddingops.api.v1alpha1.VerificationSpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Applies the defaults of absent fields. Every default is defined here and in the description of its field. */
final class Defaults {

    static final int PORT = 30000;
    static final int REPLICAS = 1;
    static final int STARTUP_TIMEOUT_SECONDS = 600;
    static final int CHECK_TIMEOUT_SECONDS = 20;
    static final int PERIOD_SECONDS = 10;
    static final int FAILURE_THRESHOLD = 3;
    static final int REPLACE_AFTER_RESTARTS = 5;
    static final int VERIFICATION_INTERVAL_SECONDS = 600;
    static final double MIN_COSINE = 0.99;
    static final int RETAIN_SECONDS = 600;
    static final long TERMINATION_GRACE_PERIOD_SECONDS = 120;

    /** Directory of a model whose name its source knows. */
    private static final String MODELS = "/models/";

    /** Of services with more than one replica. */
    static final DisruptionBudgetSpec DISRUPTION_BUDGET = DisruptionBudgetSpecBuilder.builder()
            .maxUnavailable(new IntOrString(1))
            .build();

    private Defaults() {}

    static Plan apply(EmbeddingService service, OperatorDefaults operator, Policy policy) {
        var spec = service.getSpec();
        var device = device(spec);
        var gpu = GpuDefaults.apply(spec, device, operator.template());
        var metadata = service.getMetadata();
        var access = or(spec.access(), AccessSpec.EMPTY);
        return PlanBuilder.builder()
                .name(or(metadata.getName(), ""))
                .namespace(or(metadata.getNamespace(), "default"))
                .servers(or(metadata.getName(), ""))
                .backend(or(metadata.getName(), ""))
                .flipped(Optional.empty())
                .next(Optional.empty())
                .device(device)
                .model(model(spec.model(), SourceDefaults.of(service, operator.fetch(), policy.fetch())))
                .gpu(gpu)
                .port(or(spec.port(), PORT))
                .replicas(AutoscalingDefaults.replicas(or(spec.replicas(), REPLICAS), spec.autoscaling()))
                .replicasElsewhere(false)
                .autoscaling(AutoscalingDefaults.apply(spec.autoscaling(), policy))
                .server(server(or(spec.server(), ServerSpec.EMPTY), gpu, operator))
                .pod(pod(or(spec.pod(), PodOptions.EMPTY)))
                .health(health(or(spec.health(), HealthSpec.EMPTY)))
                .service(service(or(spec.service(), ServiceOptions.EMPTY)))
                .access(AccessDefaults.access(access))
                .network(AccessDefaults.network(access, or(spec.server(), ServerSpec.EMPTY), policy))
                .route(AccessDefaults.route(spec.route(), or(metadata.getNamespace(), "default")))
                .rollout(rollout(or(spec.rollout(), RolloutSpec.EMPTY), device))
                .disruptionBudget(Optional.ofNullable(spec.disruptionBudget()))
                .plugin(PluginDefaults.apply(spec.model(), or(spec.server(), ServerSpec.EMPTY)))
                .template(operator.template())
                .verification(verification(
                        or(spec.verification(), VerificationSpec.EMPTY), or(spec.vectorSpace(), VectorSpaceSpec.EMPTY)))
                .fallback(Optional.ofNullable(spec.fallback()).map(FallbackDefaults::apply))
                .spec(SpecRecord.write(spec))
                .build();
    }

    static Device device(EmbeddingServiceSpec spec) {
        return or(spec.device(), Device.GPU);
    }

    private static ModelPlan model(ModelSpec model, Optional<ModelPlan.Source> source) {
        var path = withoutTrailingSlash(
                or(model.path(), MODELS + SourceNames.of(model.source()).orElse("")));
        return ModelPlanBuilder.builder()
                .path(path)
                .servedName(or(model.servedName(), path.substring(path.lastIndexOf('/') + 1)))
                .source(source)
                .dimensions(or(model.dimensions(), List.of()))
                .contextLength(
                        model.contextLength() == null ? OptionalInt.empty() : OptionalInt.of(model.contextLength()))
                .dtype(Optional.ofNullable(model.dtype()))
                .build();
    }

    private static ServerPlan server(ServerSpec server, Optional<GpuPlan> gpu, OperatorDefaults operator) {
        return ServerPlanBuilder.builder()
                .image(or(server.image(), operator.image().orElse("")))
                .imageByDefault(server.image() == null)
                .imagePullPolicy(Optional.ofNullable(server.imagePullPolicy()))
                .launcher(operator.launcher())
                .extraArgs(or(server.extraArgs(), List.of()))
                .env(Canonical.list(server.env(), EnvVar.class))
                .envFrom(Canonical.list(server.envFrom(), EnvFromSource.class))
                .resources(
                        server.resources() == null
                                ? new ResourceRequirements()
                                : Canonical.of(server.resources(), ResourceRequirements.class))
                .volumeMounts(mounts(server.volumeMounts()))
                .securityContext(SecurityDefaults.container(server.securityContext()))
                .sharedMemory(CanonicalQuantity.of(or(
                        server.sharedMemorySize(),
                        new Quantity(Math.max(1, gpu.map(GpuPlan::count).orElse(1)) + "Gi"))))
                .prefixCache(or(server.prefixCache(), false))
                .priorityScheduling(or(server.priorityScheduling(), false))
                .build();
    }

    /** Removes trailing slashes, so that two mounts at the same path are detected. */
    private static List<VolumeMount> mounts(List<VolumeMount> given) {
        var mounts = Canonical.list(given, VolumeMount.class);
        mounts.stream()
                .filter(mount -> mount.getMountPath() != null)
                .forEach(mount -> mount.setMountPath(withoutTrailingSlash(mount.getMountPath())));
        return mounts;
    }

    private static PodPlan pod(PodOptions pod) {
        return PodPlanBuilder.builder()
                .labels(or(pod.labels(), Map.of()))
                .annotations(or(pod.annotations(), Map.of()))
                .nodeSelector(or(pod.nodeSelector(), Map.of()))
                .tolerations(Canonical.list(pod.tolerations(), Toleration.class))
                .affinity(Optional.ofNullable(pod.affinity()).map(affinity -> Canonical.of(affinity, Affinity.class)))
                .topologySpreadConstraints(
                        Canonical.list(pod.topologySpreadConstraints(), TopologySpreadConstraint.class))
                .runtimeClassName(Optional.ofNullable(pod.runtimeClassName()))
                .priorityClassName(Optional.ofNullable(pod.priorityClassName()))
                .schedulerName(Optional.ofNullable(pod.schedulerName()))
                .serviceAccountName(Optional.ofNullable(pod.serviceAccountName()))
                .imagePullSecrets(Canonical.list(pod.imagePullSecrets(), LocalObjectReference.class))
                .securityContext(SecurityDefaults.pod(pod.securityContext()))
                .terminationGracePeriodSeconds(
                        or(pod.terminationGracePeriodSeconds(), TERMINATION_GRACE_PERIOD_SECONDS))
                .doNotDisruptWhileLoading(or(pod.doNotDisruptWhileLoading(), false))
                .volumes(Canonical.list(pod.volumes(), Volume.class))
                .resourceClaims(Canonical.list(pod.resourceClaims(), PodResourceClaim.class))
                .build();
    }

    private static HealthPlan health(HealthSpec health) {
        return HealthPlanBuilder.builder()
                .startupTimeoutSeconds(or(health.startupTimeoutSeconds(), STARTUP_TIMEOUT_SECONDS))
                .checkTimeoutSeconds(or(health.checkTimeoutSeconds(), CHECK_TIMEOUT_SECONDS))
                .periodSeconds(or(health.periodSeconds(), PERIOD_SECONDS))
                .failureThreshold(or(health.failureThreshold(), FAILURE_THRESHOLD))
                .replaceAfterRestarts(or(health.replaceAfterRestarts(), REPLACE_AFTER_RESTARTS))
                .build();
    }

    private static ServicePlan service(ServiceOptions service) {
        return ServicePlanBuilder.builder()
                .type(or(service.type(), ServiceType.CLUSTER_IP))
                .labels(or(service.labels(), Map.of()))
                .annotations(or(service.annotations(), Map.of()))
                .ipFamilyPolicy(Optional.ofNullable(service.ipFamilyPolicy()))
                .ipFamilies(or(service.ipFamilies(), List.of()))
                .build();
    }

    /** A surge pod would wait for the GPU of the old pod; on CPU there is usually room for another pod. */
    private static RolloutPlan rollout(RolloutSpec rollout, Device device) {
        var gpu = device == Device.GPU;
        return new RolloutPlan(
                or(rollout.maxSurge(), new IntOrString(gpu ? 0 : 1)),
                or(rollout.maxUnavailable(), new IntOrString(gpu ? 1 : 0)));
    }

    private static VerificationPlan verification(VerificationSpec verification, VectorSpaceSpec space) {
        return VerificationPlanBuilder.builder()
                .mode(or(verification.mode(), VerificationMode.WARN))
                .intervalSeconds(or(verification.intervalSeconds(), VERIFICATION_INTERVAL_SECONDS))
                .acceptedId(Optional.ofNullable(space.id()))
                .reference(Optional.ofNullable(space.configMapName()))
                .minCosine(or(space.minCosine(), MIN_COSINE))
                .transition(new TransitionPlan(
                        space.transition() == VectorSpaceTransition.SIDE_BY_SIDE,
                        or(space.retainSeconds(), RETAIN_SECONDS),
                        space.candidateReplicas() == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(space.candidateReplicas())))
                .build();
    }

    static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
