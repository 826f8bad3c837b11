package io.embeddingops.verification;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * What the operator's plugin says about the model that a server has loaded.
 *
 * @param endpoints which endpoints it serves: Embeddings or All
 * @param pooling how token vectors become one vector, such as mean, or cls+mean for both
 * @param poolingOfModel the pooling that the model's files name
 * @param poolingSource why it pools so: FromModel, Engine or Spec
 * @param modules the model's modules in their order
 * @param normalize whether vectors have length 1
 * @param dimensions size of the vectors
 * @param maxInputTokens longest text, in tokens
 * @param weightsDigest digest of the weights; computed some time after the start
 * @param fingerprint identifies everything that determines the vectors; computed some time after the start
 */
@RecordBuilder
public record ServedModel(
        Optional<String> pluginVersion,
        Optional<String> sglangVersion,
        Optional<String> endpoints,
        Optional<String> architecture,
        Optional<String> pooling,
        Optional<String> poolingOfModel,
        Optional<String> poolingSource,
        List<String> modules,
        Optional<Boolean> normalize,
        Optional<Integer> dimensions,
        Optional<Integer> maxInputTokens,
        Optional<String> dtype,
        Optional<String> weightsDigest,
        Optional<String> fingerprint) {

    public ServedModel {
        modules = List.copyOf(modules);
    }

    /** Whether the server is still computing digests. */
    public boolean pending() {
        return weightsDigest.isEmpty() || fingerprint.isEmpty();
    }

    boolean servesOnlyEmbeddings() {
        return endpoints.filter("Embeddings"::equals).isPresent();
    }

    boolean pooledBy(String source) {
        return poolingSource.filter(source::equals).isPresent();
    }
}
