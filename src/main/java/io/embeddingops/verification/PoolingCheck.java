package io.embeddingops.verification;

import io.embeddingops.verification.Expectations.WantedPooling;
import java.util.Optional;

/** Checks that token vectors are pooled as intended, as far as the server says how it pools. */
final class PoolingCheck {

    private static final String BY_MODEL = "FromModel";
    private static final String BY_ENGINE = "Engine";
    private static final String BY_SPEC = "Spec";

    private PoolingCheck() {}

    /** Whether the server's pooling and the intended one are known. */
    static boolean possible(Expectations expected, Optional<ModelInfo> model) {
        return model.flatMap(ModelInfo::pooling).isPresent()
                && wanted(expected, model).isPresent();
    }

    static Optional<Finding> finding(Expectations expected, Optional<ModelInfo> model) {
        var pooling = model.flatMap(ModelInfo::pooling);
        return wanted(expected, model)
                .filter(wanted ->
                        pooling.filter(found -> !found.equals(wanted.name())).isPresent())
                .map(wanted -> new Finding(
                        Problem.POOLING_MISMATCH,
                        "the server pools by " + pooling.orElseThrow() + ", but " + wanted.origin()
                                + ". Its vectors are consistent, so it stays in service, but they are not the intended"
                                + " ones: " + remedy(expected, model)));
    }

    /** Empty if the user chose SGLang's own pooling: then no other one is intended. */
    private static Optional<WantedPooling> wanted(Expectations expected, Optional<ModelInfo> model) {
        var served = model.flatMap(ModelInfo::served);
        if (served.filter(found -> found.pooledBy(BY_ENGINE)).isPresent()) {
            return Optional.empty();
        }
        return expected.pooling()
                .or(() -> served.filter(found -> found.pooledBy(BY_MODEL))
                        .flatMap(ServedModel::poolingOfModel)
                        .map(name -> new WantedPooling(name, "the model's files name " + name)));
    }

    private static String remedy(Expectations expected, Optional<ModelInfo> model) {
        var served = model.flatMap(ModelInfo::served);
        if (served.isPresent()) {
            return served.get().pooledBy(BY_SPEC)
                    ? "correct or remove spec.model.pooling"
                    : "delete the pod so that it starts again with its current settings";
        }
        return switch (expected.plugin()) {
            case EXPECTED -> "use an image with SGLang 0.5.12 or later (spec.server.image)";
            case NOT_IN_TEMPLATE ->
                "set spec.upgradePolicy: Follow, accept the new vectors (reported as VectorSpaceChanged) and embed the"
                        + " stored documents again";
            case UNKNOWN ->
                "SGLang chooses the pooling by the model's architecture and has no flag for it; serve the model with an"
                        + " EmbeddingService, or with a server that reads the model's pooling";
        };
    }
}
