package io.embeddingops.resources;

import io.embeddingops.api.v1alpha1.CacheAccessMode;
import io.embeddingops.plan.CachePlan;
import io.embeddingops.plan.DownloadPlan;
import io.embeddingops.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The PersistentVolumeClaim of {@code spec.model.cache.volume}. */
public final class CacheVolumeClaim {

    /** Follows the service's name in the claim's name. */
    public static final String SUFFIX = "-model-cache";

    private static final String COMPONENT = "model-cache";

    private CacheVolumeClaim() {}

    /** The claim of a plan; empty if its model has no volume of its own. */
    public static Optional<PersistentVolumeClaim> build(Plan plan) {
        return volume(plan).map(volume -> claim(plan, volume));
    }

    /** Whether the claim of a plan stays when the service is deleted. */
    public static boolean isKept(Plan plan) {
        return volume(plan).filter(CachePlan.OwnVolume::keep).isPresent();
    }

    private static Optional<CachePlan.OwnVolume> volume(Plan plan) {
        return DownloadPlan.of(plan)
                .map(DownloadPlan::cache)
                .filter(CachePlan.OwnVolume.class::isInstance)
                .map(CachePlan.OwnVolume.class::cast);
    }

    private static PersistentVolumeClaim claim(Plan plan, CachePlan.OwnVolume volume) {
        var metadata = new ObjectMeta();
        metadata.setName(plan.servers() + SUFFIX);
        metadata.setNamespace(plan.namespace());
        metadata.setLabels(Labels.ofComponent(plan, COMPONENT));
        var resources = new VolumeResourceRequirements();
        resources.setRequests(new TreeMap<>(Map.of("storage", volume.size())));
        var spec = new PersistentVolumeClaimSpec();
        spec.setAccessModes(
                volume.accessModes().stream().map(CacheAccessMode::value).toList());
        spec.setStorageClassName(volume.storageClassName().orElse(null));
        spec.setResources(resources);
        var claim = new PersistentVolumeClaim();
        claim.setMetadata(metadata);
        claim.setSpec(spec);
        return claim;
    }
}
