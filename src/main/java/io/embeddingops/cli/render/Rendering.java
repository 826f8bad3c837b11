package io.embeddingops.cli.render;

import io.embeddingops.plan.FieldError;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * Result of rendering one document.
 *
 * @param objects objects to apply; empty if there are errors
 * @param errors all errors
 * @param warnings what the cluster's operator may refuse, and what is probably not meant
 */
record Rendering(List<HasMetadata> objects, List<FieldError> errors, List<FieldError> warnings) {

    static Rendering failed(List<FieldError> errors) {
        return new Rendering(List.of(), errors, List.of());
    }
}
