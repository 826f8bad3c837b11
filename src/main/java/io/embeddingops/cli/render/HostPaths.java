package io.embeddingops.cli.render;

import io.embeddingops.api.v1alpha1.EmbeddingServiceSpec;
import io.embeddingops.plan.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Finds the directories of a node that a service mounts, for a warning where the cluster's rule is unknown. */
final class HostPaths {

    private HostPaths() {}

    static List<FieldError> warnings(EmbeddingServiceSpec spec) {
        var warnings = new ArrayList<FieldError>();
        if (spec.model() != null
                && spec.model().source() != null
                && spec.model().source().hostPath() != null) {
            warnings.add(warning(
                    "spec.model.source.hostPath.path",
                    spec.model().source().hostPath().path()));
        }
        if (spec.pod() != null && spec.pod().volumes() != null) {
            for (var i = 0; i < spec.pod().volumes().size(); i++) {
                var volume = spec.pod().volumes().get(i);
                if (volume != null && volume.getHostPath() != null) {
                    warnings.add(warning(
                            "spec.pod.volumes[" + i + "].hostPath.path",
                            volume.getHostPath().getPath()));
                }
            }
        }
        return warnings;
    }

    private static FieldError warning(String field, String path) {
        return new FieldError(
                field,
                "\"" + path + "\" needs an operator whose --allowed-host-paths holds this directory or one above it;"
                        + " give --allowed-host-paths here to have that checked");
    }
}
