package io.embeddingops.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The model to serve.
 *
 * @param path directory inside the container, absolute, without a trailing slash
 * @param servedName what clients put in {@code model}
 * @param source how the directory comes to be there; empty when the image holds it
 * @param dimensions output sizes clients may ask for; empty for the model's own size only
 * @param contextLength longest input in tokens; empty for the model's own
 */
@RecordBuilder
public record ModelPlan(
        String path, String servedName, Optional<Source> source, List<Integer> dimensions, OptionalInt contextLength) {

    public ModelPlan {
        dimensions = List.copyOf(dimensions);
    }

    /** How a model's directory comes to be in the container. */
    public sealed interface Source {}

    /** A directory of a PersistentVolumeClaim; without subPath the volume's root. */
    public record Claim(String claimName, Optional<String> subPath) implements Source {}

    /** A directory of the node. */
    public record NodeDirectory(String path) implements Source {}
}
