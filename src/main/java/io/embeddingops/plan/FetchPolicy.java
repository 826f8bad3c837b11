package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The administrator's settings for models that do not come from a volume.
 *
 * @param defaults defaults of downloads, which services keep
 * @param operatorCas certificates in PEM format that downloads trust in addition
 * @param localAddresses whether downloads may connect to loopback, link-local and similar addresses. It is a limit, so that a
 *     change applies to existing services at once
 * @param imageVolumes whether the cluster mounts images as volumes; empty to find out from its version
 * @param cluster version of the cluster when the operator started; empty if it is unknown
 */
@RecordBuilder
public record FetchPolicy(
        FetchDefaults defaults,
        Optional<String> operatorCas,
        boolean localAddresses,
        Optional<Boolean> imageVolumes,
        Optional<ClusterVersion> cluster) {

    /** Whether the cluster is known not to mount images as volumes. */
    public boolean lacksImageVolumes() {
        return imageVolumes
                .map(there -> !there)
                .orElseGet(() -> cluster.filter(version -> !version.isAtLeast(ClusterVersion.IMAGE_VOLUMES))
                        .isPresent());
    }
}
