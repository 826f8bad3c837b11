package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.DataType;
import io.embeddingops.api.v1alpha1.ImagePullPolicy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The model to serve.
 *
 * @param path directory inside the container, absolute, without a trailing slash
 * @param servedName model name that clients send
 * @param source where the directory comes from; empty if the server's image contains it
 * @param dimensions vector sizes that clients may request; empty for the model's own size only
 * @param contextLength maximum input length in tokens; empty for the model's own
 * @param dtype data type of weights and activations; empty for that of SGLang
 */
@RecordBuilder
public record ModelPlan(
        String path,
        String servedName,
        Optional<Source> source,
        List<Integer> dimensions,
        OptionalInt contextLength,
        Optional<DataType> dtype) {

    public ModelPlan {
        dimensions = List.copyOf(dimensions);
    }

    /** Where the model directory comes from. */
    public sealed interface Source permits Image, DownloadPlan, Claim, NodeDirectory {}

    /** An OCI image or artifact; without subPath its root. */
    public record Image(String reference, Optional<ImagePullPolicy> pullPolicy, Optional<String> subPath)
            implements Source {}

    /** A directory of a PersistentVolumeClaim; without subPath the root of the volume. */
    public record Claim(String claimName, Optional<String> subPath) implements Source {}

    /** A directory on the node. */
    public record NodeDirectory(String path) implements Source {}
}
