package io.embeddingops.resources;

import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The pod's volumes and where they appear: the model read-only, and the few places where SGLang must write. */
final class Volumes {

    private static final String MODEL = "model";

    private Volumes() {}

    static List<Volume> of(Plan plan) {
        var volumes = new ArrayList<Volume>();
        plan.model().source().map(Volumes::model).ifPresent(volumes::add);
        Scratch.of(plan).stream().map(scratch -> empty(scratch, plan)).forEach(volumes::add);
        volumes.addAll(plan.pod().volumes());
        return volumes;
    }

    static List<VolumeMount> mounts(Plan plan) {
        var mounts = new ArrayList<VolumeMount>();
        plan.model().source().ifPresent(source -> mounts.add(modelMount(plan, source)));
        Scratch.of(plan)
                .forEach(scratch -> mounts.add(new VolumeMountBuilder()
                        .withName(scratch.volume())
                        .withMountPath(scratch.path())
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

    private static Volume empty(Scratch scratch, Plan plan) {
        var directory = scratch == Scratch.SHM
                ? new EmptyDirVolumeSource("Memory", plan.server().sharedMemory())
                : new EmptyDirVolumeSource();
        return new VolumeBuilder()
                .withName(scratch.volume())
                .withEmptyDir(directory)
                .build();
    }
}
