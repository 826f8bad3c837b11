package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What became of one document.
 *
 * @param objects those to be applied; empty when there are errors
 * @param errors everything that is wrong
 * @param warnings what only the cluster can tell
 */
record Rendering(List<HasMetadata> objects, List<FieldError> errors, List<FieldError> warnings) {

    static Rendering failed(List<FieldError> errors) {
        return new Rendering(List.of(), errors, List.of());
    }
}
