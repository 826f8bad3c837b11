package io.embeddingops.guard;

import io.embeddingops.api.v1alpha1.ModelStatus;
import io.embeddingops.api.v1alpha1.ModelStatusBuilder;
import io.embeddingops.verification.ModelInfo;
import io.embeddingops.verification.Report;
import io.embeddingops.verification.ServedModel;
import java.util.List;
import java.util.Optional;

/** What the verified pods of a service say about the model that they have loaded. */
final class ServedModels {

    private ServedModels() {}

    /**
     * The description by the oldest pod with the current spec whose digests are complete, otherwise by the oldest one.
     *
     * @param pods newest first
     */
    static Optional<ModelStatus> status(List<PodVerification> pods) {
        var described = pods.stream()
                .filter(PodVerification::current)
                .flatMap(pod -> pod.report().flatMap(Report::model).stream())
                .toList();
        return described.stream()
                .filter(model ->
                        model.served().filter(served -> !served.pending()).isPresent())
                .reduce((newer, older) -> older)
                .or(() -> described.stream().reduce((newer, older) -> older))
                .map(ServedModels::status);
    }

    /**
     * Why the pods do not serve the same model, if they describe different ones.
     *
     * @param pods those with the current spec, newest first
     */
    static Optional<String> mismatch(List<PodVerification> pods) {
        var known = pods.stream().filter(pod -> fingerprint(pod).isPresent()).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var oldest = known.get(known.size() - 1);
        var expected = fingerprint(oldest).orElseThrow();
        return known.stream()
                .filter(pod -> !expected.equals(fingerprint(pod).orElseThrow()))
                .findFirst()
                .map(pod -> "pod " + pod.pod() + " has the fingerprint "
                        + fingerprint(pod).orElseThrow() + ", but pod " + oldest.pod() + " has " + expected
                        + ": their weights, data type or version of SGLang differ; check that their nodes have the same"
                        + " model files and image, then delete the pod that is wrong");
    }

    private static Optional<String> fingerprint(PodVerification pod) {
        return pod.report().flatMap(Report::model).flatMap(ModelInfo::served).flatMap(ServedModel::fingerprint);
    }

    private static ModelStatus status(ModelInfo model) {
        var status = ModelStatusBuilder.builder()
                .architecture(model.architecture().orElse(null))
                .pooling(model.pooling().orElse(null));
        model.served()
                .ifPresent(served -> status.modules(served.modules().isEmpty() ? null : served.modules())
                        .dimensions(served.dimensions().orElse(null))
                        .maxInputTokens(served.maxInputTokens().orElse(null))
                        .dtype(served.dtype().orElse(null))
                        .weightsDigest(served.weightsDigest().orElse(null))
                        .fingerprint(served.fingerprint().orElse(null))
                        .sglangVersion(served.sglangVersion().orElse(null))
                        .pluginVersion(served.pluginVersion().orElse(null)));
        return status.build();
    }
}
