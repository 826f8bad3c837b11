package io.embeddingops.verification;

import java.util.List;
import java.util.Optional;

/**
 * A server's description of its model.
 *
 * @param generation whether the model generates text; such a server does not embed
 * @param served the description by the operator's plugin; empty if the plugin is not at work
 * @param enginePooling SGLang's own pooling, by the plugin's names; releases before 0.5.23 do not report it
 * @param architectures the architectures in the model's config.json
 */
public record ModelInfo(
        boolean generation, Optional<ServedModel> served, Optional<String> enginePooling, List<String> architectures) {

    public ModelInfo {
        architectures = List.copyOf(architectures);
    }

    /** A server that says nothing more. */
    public static ModelInfo of(boolean generation) {
        return new ModelInfo(generation, Optional.empty(), Optional.empty(), List.of());
    }

    /** The pooling in use. */
    public Optional<String> pooling() {
        return served.flatMap(ServedModel::pooling).or(() -> served.isPresent() ? Optional.empty() : enginePooling);
    }

    /** The model's architecture. */
    public Optional<String> architecture() {
        return served.flatMap(ServedModel::architecture)
                .or(() -> architectures.stream().findFirst());
    }

    /** Whether vectors must have length 1: the plugin alone knows models that are served without normalizing. */
    boolean normalized() {
        return served.flatMap(ServedModel::normalize).orElse(true);
    }
}
