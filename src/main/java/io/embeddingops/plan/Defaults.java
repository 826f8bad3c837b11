package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.Device;
import io.embeddingops.api.v1alpha1.EmbeddingService;
import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.api.v1alpha1.GpuSpec;
import io.embeddingops.api.v1alpha1.HealthSpec;
import io.embeddingops.api.v1alpha1.ModelSource;
import io.embeddingops.api.v1alpha1.ModelSpec;
import io.embeddingops.api.v1alpha1.PodOptions;
import io.embeddingops.api.v1alpha1.RolloutSpec;
import io.embeddingops.api.v1alpha1.ServerSpec;
import io.embeddingops.api.v1alpha1.ServiceOptions;
import io.embeddingops.api.v1alpha1.ServiceType;
import io.embeddingops.api.v1alpha1.VectorSpaceSpec;
import io.embeddingops.api.v1alpha1.VerificationMode;
import io.embeddingops.api.v1alpha1.VerificationSpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
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

/** Fills in what a user left out. Every default stands here and in the field's description. */
final class Defaults {

    static final int PORT = 30000;
    static final int REPLICAS = 1;
    static final String GPU_RESOURCE = "nvidia.com/gpu";
    static final int STARTUP_TIMEOUT_SECONDS = 600;
    static final int CHECK_TIMEOUT_SECONDS = 20;
    static final int PERIOD_SECONDS = 10;
    static final int FAILURE_THRESHOLD = 3;
    static final int REPLACE_AFTER_RESTARTS = 5;
    static final int VERIFICATION_INTERVAL_SECONDS = 600;
    static final double MIN_COSINE = 0.99;
    static final long TERMINATION_GRACE_PERIOD_SECONDS = 120;

    private Defaults() {}

    static Plan apply(EmbeddingService service, OperatorDefaults operator) {
        var spec = service.getSpec();
        var device = device(spec);
        var gpu = gpu(spec.gpu(), device);
        var metadata = service.getMetadata();
        return new Plan(
                or(metadata.getName(), ""),
                or(metadata.getNamespace(), "default"),
                device,
                model(spec.model()),
                gpu,
                or(spec.port(), PORT),
                or(spec.replicas(), REPLICAS),
                false,
                server(spec, gpu, operator),
                pod(spec.pod()),
                health(spec.health()),
                service(spec.service()),
                rollout(spec.rollout(), device),
                operator.template(),
                verification(spec.verification(), spec.vectorSpace()));
    }

    static Device device(EmbeddingServiceSpec spec) {
        return or(spec.device(), Device.GPU);
    }

    private static ModelPlan model(ModelSpec model) {
        var path = withoutTrailingSlash(model.path());
        return new ModelPlan(
                path,
                or(model.servedName(), path.substring(path.lastIndexOf('/') + 1)),
                source(model.source()),
                or(model.dimensions(), List.of()),
                model.contextLength() == null ? OptionalInt.empty() : OptionalInt.of(model.contextLength()));
    }

    private static Optional<ModelPlan.Source> source(ModelSource source) {
        if (source == null) {
            return Optional.empty();
        } else if (source.persistentVolumeClaim() != null) {
            var claim = source.persistentVolumeClaim();
            return Optional.of(new ModelPlan.Claim(or(claim.claimName(), ""), Optional.ofNullable(claim.subPath())));
        } else if (source.hostPath() != null) {
            return Optional.of(new ModelPlan.NodeDirectory(
                    withoutTrailingSlash(or(source.hostPath().path(), ""))));
        }
        return Optional.empty();
    }

    private static Optional<GpuPlan> gpu(GpuSpec gpu, Device device) {
        if (gpu == null) {
            return device == Device.GPU ? Optional.of(new GpuPlan(1, GPU_RESOURCE)) : Optional.empty();
        }
        return Optional.of(new GpuPlan(or(gpu.count(), 1), or(gpu.resourceName(), GPU_RESOURCE)));
    }

    private static ServerPlan server(EmbeddingServiceSpec spec, Optional<GpuPlan> gpu, OperatorDefaults operator) {
        var server = or(spec.server(), new ServerSpec(null, null, null, null, null, null, null, null, null, null));
        return new ServerPlan(
                or(server.image(), operator.image().orElseThrow()),
                server.image() == null,
                Optional.ofNullable(server.imagePullPolicy()),
                operator.launcher(),
                or(server.extraArgs(), List.of()),
                Canonical.list(server.env(), EnvVar.class),
                Canonical.list(server.envFrom(), EnvFromSource.class),
                server.resources() == null
                        ? new ResourceRequirements()
                        : Canonical.of(server.resources(), ResourceRequirements.class),
                mounts(server.volumeMounts()),
                SecurityDefaults.container(server.securityContext()),
                CanonicalQuantity.of(or(
                        server.sharedMemorySize(),
                        new Quantity(gpu.map(GpuPlan::count).orElse(1) + "Gi"))),
                or(server.prefixCache(), false));
    }

    /** Without trailing slashes, so that two mounts at one place are found to be so. */
    private static List<VolumeMount> mounts(List<VolumeMount> given) {
        var mounts = Canonical.list(given, VolumeMount.class);
        mounts.stream()
                .filter(mount -> mount.getMountPath() != null)
                .forEach(mount -> mount.setMountPath(withoutTrailingSlash(mount.getMountPath())));
        return mounts;
    }

    private static PodPlan pod(PodOptions given) {
        var pod = or(
                given,
                new PodOptions(null, null, null, null, null, null, null, null, null, null, null, null, null, null));
        return new PodPlan(
                or(pod.labels(), Map.of()),
                or(pod.annotations(), Map.of()),
                or(pod.nodeSelector(), Map.of()),
                Canonical.list(pod.tolerations(), Toleration.class),
                Optional.ofNullable(pod.affinity()).map(affinity -> Canonical.of(affinity, Affinity.class)),
                Canonical.list(pod.topologySpreadConstraints(), TopologySpreadConstraint.class),
                Optional.ofNullable(pod.runtimeClassName()),
                Optional.ofNullable(pod.priorityClassName()),
                Optional.ofNullable(pod.schedulerName()),
                Optional.ofNullable(pod.serviceAccountName()),
                Canonical.list(pod.imagePullSecrets(), LocalObjectReference.class),
                SecurityDefaults.pod(pod.securityContext()),
                or(pod.terminationGracePeriodSeconds(), TERMINATION_GRACE_PERIOD_SECONDS),
                Canonical.list(pod.volumes(), Volume.class));
    }

    private static HealthPlan health(HealthSpec given) {
        var health = or(given, new HealthSpec(null, null, null, null, null));
        return new HealthPlan(
                or(health.startupTimeoutSeconds(), STARTUP_TIMEOUT_SECONDS),
                or(health.checkTimeoutSeconds(), CHECK_TIMEOUT_SECONDS),
                or(health.periodSeconds(), PERIOD_SECONDS),
                or(health.failureThreshold(), FAILURE_THRESHOLD),
                or(health.replaceAfterRestarts(), REPLACE_AFTER_RESTARTS));
    }

    private static ServicePlan service(ServiceOptions given) {
        var service = or(given, new ServiceOptions(null, null, null));
        return new ServicePlan(
                or(service.type(), ServiceType.CLUSTER_IP),
                or(service.labels(), Map.of()),
                or(service.annotations(), Map.of()));
    }

    /** On GPUs a surge pod would wait for the GPU that the old pod holds; on CPUs there is room for one more. */
    private static RolloutPlan rollout(RolloutSpec given, Device device) {
        var rollout = or(given, new RolloutSpec(null, null));
        var gpu = device == Device.GPU;
        return new RolloutPlan(
                or(rollout.maxSurge(), new IntOrString(gpu ? 0 : 1)),
                or(rollout.maxUnavailable(), new IntOrString(gpu ? 1 : 0)));
    }

    private static VerificationPlan verification(VerificationSpec given, VectorSpaceSpec heldTo) {
        var verification = or(given, new VerificationSpec(null, null));
        var space = or(heldTo, new VectorSpaceSpec(null, null, null));
        return new VerificationPlan(
                or(verification.mode(), VerificationMode.WARN),
                or(verification.intervalSeconds(), VERIFICATION_INTERVAL_SECONDS),
                Optional.ofNullable(space.id()),
                Optional.ofNullable(space.configMapName()),
                or(space.minCosine(), MIN_COSINE));
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
