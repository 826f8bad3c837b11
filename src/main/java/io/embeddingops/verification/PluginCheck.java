package io.embeddingops.verification;

import java.util.Optional;

/** Checks that the operator's plugin is at work in the operator's own servers. SGLang starts without a plugin that fails. */
final class PluginCheck {

    private PluginCheck() {}

    /** Whether it is known if the plugin should be at work. */
    static boolean possible(Expectations expected, Optional<ModelInfo> model) {
        return expected.plugin() != Expectations.Plugin.UNKNOWN
                || model.flatMap(ModelInfo::served).isPresent();
    }

    static Optional<Finding> finding(Expectations expected, Optional<ModelInfo> model) {
        if (model.flatMap(ModelInfo::served).isPresent()) {
            return Optional.empty();
        }
        var pooling = model.flatMap(info -> info.pooling()
                .flatMap(name -> info.architecture()
                        .map(architecture -> ". SGLang pools " + architecture + " by " + name
                                + ", whatever the model's files say")));
        return Optional.ofNullable(
                        switch (expected.plugin()) {
                            case EXPECTED ->
                                "the operator's plugin is not at work, because the image's SGLang is older than 0.5.12 or"
                                        + " its plugins are disabled" + pooling.orElse("")
                                        + ". Use an image with SGLang 0.5.12 or later (spec.server.image)";
                            case NOT_IN_TEMPLATE ->
                                "the service keeps the pods that it was created with, which do not contain the operator's"
                                        + " plugin" + pooling.orElse("")
                                        + ". Set spec.upgradePolicy: Follow to add it; if that changes the vectors, it is"
                                        + " reported as VectorSpaceChanged";
                            case UNKNOWN -> null;
                        })
                .map(message -> new Finding(Problem.NOT_GUARDED, message));
    }
}
