package io.embeddingops.plan;

import io.embeddingops.api.v1alpha1.LongInput;
import io.embeddingops.api.v1alpha1.ModelSpec;
import io.embeddingops.api.v1alpha1.Pooling;
import io.embeddingops.api.v1alpha1.ReachableEndpoints;
import io.embeddingops.api.v1alpha1.ServerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Applies the defaults of the fields that only the plugin for SGLang honours. */
final class PluginDefaults {

    static final int MAX_TEXTS_PER_REQUEST = 2048;
    static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private PluginDefaults() {}

    static PluginPlan apply(ModelSpec model, ServerSpec server) {
        return PluginPlanBuilder.builder()
                .pooling(Objects.requireNonNullElse(model.pooling(), Pooling.FROM_MODEL))
                .prompts(Objects.requireNonNullElse(model.prompts(), Map.of()))
                .longInput(Objects.requireNonNullElse(model.longInput(), LongInput.REFUSE))
                .endpoints(Objects.requireNonNullElse(server.endpoints(), ReachableEndpoints.EMBEDDINGS))
                .maxTextsPerRequest(Objects.requireNonNullElse(server.maxTextsPerRequest(), MAX_TEXTS_PER_REQUEST))
                .maxRequestBytes(Objects.requireNonNullElse(server.maxRequestBytes(), MAX_REQUEST_BYTES))
                .fields(fields(model, server))
                .build();
    }

    private static List<String> fields(ModelSpec model, ServerSpec server) {
        var values = new LinkedHashMap<String, Object>();
        values.put("spec.model.pooling", model.pooling());
        values.put("spec.model.prompts", model.prompts());
        values.put("spec.model.longInput", model.longInput());
        values.put("spec.server.endpoints", server.endpoints());
        values.put("spec.server.maxTextsPerRequest", server.maxTextsPerRequest());
        values.put("spec.server.maxRequestBytes", server.maxRequestBytes());
        values.values().removeIf(Objects::isNull);
        return List.copyOf(values.keySet());
    }
}
