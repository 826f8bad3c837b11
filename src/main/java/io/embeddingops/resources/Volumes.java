package io.embeddingops.resources;

import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pod's volumes and where they appear: the model read-only, and the few places where SGLang must write. */
final class Volumes {

    private static final String MODEL = "model";
    private static final Map<String, String> SCRATCH = scratch();

    private Volumes() {}

    static List<Volume> of(Plan plan) {
        var volumes = new ArrayList<Volume>();
        plan.model().source().map(Volumes::model).ifPresent(volumes::add);
        ownScratch(plan)
                .forEach((name, path) -> volumes.add(new VolumeBuilder()
                        .withName(name)
                        .withEmptyDir(
                                name.equals("shm")
                                        ? new EmptyDirVolumeSource(
                                                "Memory", plan.server().sharedMemory())
                                        : new EmptyDirVolumeSource())
                        .build()));
        volumes.addAll(plan.pod().volumes());
        return volumes;
    }

    static List<VolumeMount> mounts(Plan plan) {
        var mounts = new ArrayList<VolumeMount>();
        plan.model().source().ifPresent(source -> mounts.add(modelMount(plan, source)));
        ownScratch(plan)
                .forEach((name, path) -> mounts.add(new VolumeMountBuilder()
                        .withName(name)
                        .withMountPath(path)
                        .build()));
        mounts.addAll(plan.server().volumeMounts());
        return mounts;
    }

    private static Volume model(ModelPlan.Source source) {
        var volume = new VolumeBuilder().withName(MODEL);
        if (source instanceof ModelPlan.Claim claim) {
            return volume.withNewPersistentVolumeClaim(claim.claimName(), true).build();
        } else if (source instanceof ModelPlan.NodeDirectory node) {
            // type Directory: a missing one is a clear error, instead of an empty one made on the node
            return volume.withNewHostPath(node.path(), "Directory").build();
        }
        throw new IllegalStateException("no volume for " + source);
    }

    private static VolumeMount modelMount(Plan plan, ModelPlan.Source source) {
        var mount = new VolumeMountBuilder()
                .withName(MODEL)
                .withMountPath(plan.model().path())
                .withReadOnly(true);
        if (source instanceof ModelPlan.Claim claim) {
            claim.subPath().ifPresent(mount::withSubPath);
        }
        return mount.build();
    }

    /** A user's own mount at one of the scratch places takes its place, such as a cache that outlives the pod. */
    private static Map<String, String> ownScratch(Plan plan) {
        var taken = plan.server().volumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .collect(Collectors.toSet());
        var own = new LinkedHashMap<>(SCRATCH);
        own.values().removeIf(taken::contains);
        return own;
    }

    private static Map<String, String> scratch() {
        var scratch = new LinkedHashMap<String, String>();
        scratch.put("shm", "/dev/shm");
        scratch.put("tmp", "/tmp");
        scratch.put("cache", Environment.CACHE_DIRECTORY);
        return scratch;
    }
}
