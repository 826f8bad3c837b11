package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.ImagePullPolicy;
import io.embeddingops.plan.AccessMount;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.ModelPlan;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginMount;
import io.embeddingops.plan.Scratch;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;

/** The pod's volumes and mounts: the model, the plugin, keys and certificate, read-only, and the directories that SGLang writes to. */
final class Volumes {

    static final String MODEL = "model";

    private Volumes() {}

    static List<Volume> of(Plan plan) {
        var volumes = new ArrayList<Volume>();
        plan.model().source().ifPresent(source -> volumes.addAll(model(plan, source)));
        if (plan.hasPlugin()) {
            volumes.add(plugin(plan));
        }
        if (plan.hasAccess()) {
            plan.access().apiKeySecret().map(Volumes::keys).ifPresent(volumes::add);
            plan.access().tlsSecret().map(Volumes::certificate).ifPresent(volumes::add);
        }
        Scratch.of(plan).stream().map(scratch -> empty(scratch, plan)).forEach(volumes::add);
        volumes.addAll(plan.pod().volumes());
        return volumes;
    }

    static List<VolumeMount> mounts(Plan plan) {
        var mounts = new ArrayList<VolumeMount>();
        plan.model().source().ifPresent(source -> mounts.add(modelMount(plan, source)));
        if (plan.hasPlugin()) {
            mounts.add(readOnly(mount(PluginMount.VOLUME, PluginMount.PATH)));
        }
        if (plan.hasAccess()) {
            plan.access()
                    .apiKeySecret()
                    .ifPresent(secret -> mounts.add(readOnly(mount(AccessMount.KEYS_VOLUME, AccessMount.KEYS))));
            plan.access()
                    .tlsSecret()
                    .ifPresent(secret -> mounts.add(readOnly(mount(AccessMount.TLS_VOLUME, AccessMount.TLS))));
        }
        Scratch.of(plan).forEach(scratch -> mounts.add(mount(scratch.volume(), scratch.path())));
        mounts.addAll(plan.server().volumeMounts());
        return mounts;
    }

    private static List<Volume> model(Plan plan, ModelPlan.Source source) {
        return source instanceof DownloadPlan download ? FetchVolumes.of(plan, download) : List.of(model(source));
    }

    private static Volume model(ModelPlan.Source source) {
        var volume = volume(MODEL);
        if (source instanceof ModelPlan.Image image) {
            volume.setImage(image(image));
        } else if (source instanceof ModelPlan.Claim claim) {
            volume.setPersistentVolumeClaim(readOnly(claim));
        } else if (source instanceof ModelPlan.NodeDirectory node) {
            volume.setHostPath(existing(node));
        } else {
            throw new IllegalStateException("no volume for " + source);
        }
        return volume;
    }

    private static ImageVolumeSource image(ModelPlan.Image image) {
        var source = new ImageVolumeSource();
        source.setReference(image.reference());
        source.setPullPolicy(image.pullPolicy().map(ImagePullPolicy::value).orElse(null));
        return source;
    }

    private static PersistentVolumeClaimVolumeSource readOnly(ModelPlan.Claim claim) {
        var source = new PersistentVolumeClaimVolumeSource();
        source.setClaimName(claim.claimName());
        source.setReadOnly(true);
        return source;
    }

    /** Type Directory makes a missing directory an error; otherwise an empty one would be created on the node. */
    private static HostPathVolumeSource existing(ModelPlan.NodeDirectory node) {
        var source = new HostPathVolumeSource();
        source.setPath(node.path());
        source.setType("Directory");
        return source;
    }

    private static VolumeMount modelMount(Plan plan, ModelPlan.Source source) {
        if (source instanceof DownloadPlan download) {
            return FetchVolumes.model(plan, download);
        }
        var mount = readOnly(mount(MODEL, plan.model().path()));
        if (source instanceof ModelPlan.Claim claim) {
            claim.subPath().ifPresent(mount::setSubPath);
        } else if (source instanceof ModelPlan.Image image) {
            image.subPath().ifPresent(mount::setSubPath);
        }
        return mount;
    }

    private static Volume plugin(Plan plan) {
        var volume = volume(PluginMount.VOLUME);
        volume.setConfigMap(PluginConfigMap.source(plan));
        return volume;
    }

    /** Without the Secret the directory is empty, and the server refuses all requests instead of not starting. */
    private static Volume keys(String secret) {
        var source = new SecretVolumeSource();
        source.setSecretName(secret);
        source.setOptional(true);
        var volume = volume(AccessMount.KEYS_VOLUME);
        volume.setSecret(source);
        return volume;
    }

    private static Volume certificate(String secret) {
        var source = new SecretVolumeSource();
        source.setSecretName(secret);
        var volume = volume(AccessMount.TLS_VOLUME);
        volume.setSecret(source);
        return volume;
    }

    private static Volume empty(Scratch scratch, Plan plan) {
        var source = new EmptyDirVolumeSource();
        if (scratch == Scratch.SHM) {
            source.setMedium("Memory");
            source.setSizeLimit(plan.server().sharedMemory());
        }
        var volume = volume(scratch.volume());
        volume.setEmptyDir(source);
        return volume;
    }

    private static Volume volume(String name) {
        var volume = new Volume();
        volume.setName(name);
        return volume;
    }

    private static VolumeMount readOnly(VolumeMount mount) {
        mount.setReadOnly(true);
        return mount;
    }

    private static VolumeMount mount(String name, String path) {
        var mount = new VolumeMount();
        mount.setName(name);
        mount.setMountPath(path);
        return mount;
    }
}
