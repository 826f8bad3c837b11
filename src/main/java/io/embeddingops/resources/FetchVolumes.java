package io.embeddingops.resources;

import io.embeddingops.plan.CachePlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.FetchVolume;
import io.embeddingops.plan.KeyReference;
import io.embeddingops.plan.Plan;
import io.embeddingops.source.CacheLayout;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;

/** The volumes of a download: the cache, and what only the init container mounts. */
final class FetchVolumes {

    private static final String TOKEN_NAME = "token";
    private static final String CA_NAME = "ca.crt";

    static final String TOKEN_FILE = FetchVolume.TOKEN.path() + "/" + TOKEN_NAME;
    static final String CA_FILE = FetchVolume.CA.path() + "/" + CA_NAME;

    private FetchVolumes() {}

    static List<Volume> of(Plan plan, DownloadPlan download) {
        var volumes = new ArrayList<Volume>();
        volumes.add(cache(plan, download.cache()));
        volumes.add(settings(plan));
        download.token().ifPresent(key -> volumes.add(token(key)));
        download.credentials().ifPresent(secret -> volumes.add(credentials(secret)));
        download.ca().ifPresent(key -> volumes.add(ca(key)));
        return volumes;
    }

    /** The mounts of the init container. */
    static List<VolumeMount> mounts(DownloadPlan download) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(mount(FetchVolume.CACHE, false));
        mounts.add(mount(FetchVolume.SETTINGS, true));
        download.token().ifPresent(key -> mounts.add(mount(FetchVolume.TOKEN, true)));
        download.credentials().ifPresent(secret -> mounts.add(mount(FetchVolume.CREDENTIALS, true)));
        download.ca().ifPresent(key -> mounts.add(mount(FetchVolume.CA, true)));
        return mounts;
    }

    /** The server's mount of the model; the kubelet follows the link when it starts the server, after the download. */
    static VolumeMount model(Plan plan, DownloadPlan download) {
        var mount = new VolumeMount();
        mount.setName(FetchVolume.CACHE.volume());
        mount.setMountPath(plan.model().path());
        mount.setSubPath(CacheLayout.link(download.location(), download.selection()));
        mount.setReadOnly(true);
        return mount;
    }

    private static Volume cache(Plan plan, CachePlan cache) {
        var volume = volume(FetchVolume.CACHE);
        if (cache instanceof CachePlan.PodDisk disk) {
            var directory = new EmptyDirVolumeSource();
            directory.setSizeLimit(disk.sizeLimit().orElse(null));
            volume.setEmptyDir(directory);
        } else if (cache instanceof CachePlan.SharedClaim claim) {
            volume.setPersistentVolumeClaim(claim(claim.claimName()));
        } else {
            volume.setPersistentVolumeClaim(claim(plan.servers() + CacheVolumeClaim.SUFFIX));
        }
        return volume;
    }

    private static PersistentVolumeClaimVolumeSource claim(String name) {
        var source = new PersistentVolumeClaimVolumeSource();
        source.setClaimName(name);
        return source;
    }

    private static Volume settings(Plan plan) {
        var source = new ConfigMapVolumeSource();
        source.setName(plan.servers() + ModelConfigMap.SUFFIX);
        source.setOptional(true);
        var volume = volume(FetchVolume.SETTINGS);
        volume.setConfigMap(source);
        return volume;
    }

    private static Volume token(KeyReference token) {
        var source = new SecretVolumeSource();
        source.setSecretName(token.name());
        source.setItems(List.of(item(token.key(), TOKEN_NAME)));
        var volume = volume(FetchVolume.TOKEN);
        volume.setSecret(source);
        return volume;
    }

    private static Volume credentials(String secret) {
        var source = new SecretVolumeSource();
        source.setSecretName(secret);
        var volume = volume(FetchVolume.CREDENTIALS);
        volume.setSecret(source);
        return volume;
    }

    private static Volume ca(KeyReference ca) {
        var source = new ConfigMapVolumeSource();
        source.setName(ca.name());
        source.setItems(List.of(item(ca.key(), CA_NAME)));
        var volume = volume(FetchVolume.CA);
        volume.setConfigMap(source);
        return volume;
    }

    private static KeyToPath item(String key, String path) {
        var item = new KeyToPath();
        item.setKey(key);
        item.setPath(path);
        return item;
    }

    private static Volume volume(FetchVolume which) {
        var volume = new Volume();
        volume.setName(which.volume());
        return volume;
    }

    private static VolumeMount mount(FetchVolume which, boolean readOnly) {
        var mount = new VolumeMount();
        mount.setName(which.volume());
        mount.setMountPath(which.path());
        mount.setReadOnly(readOnly ? true : null);
        return mount;
    }
}
