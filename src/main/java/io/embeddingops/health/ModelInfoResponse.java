package io.embeddingops.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.embeddingops.verification.ModelInfo;
import io.embeddingops.verification.ServedModel;
import io.embeddingops.verification.ServedModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses the response to {@code GET /model_info}. Fields that are missing or have another type count as absent. Texts and lists
 * are shortened and contain only printable ASCII, since they end up in a status.
 */
final class ModelInfoResponse {

    private static final int MAX_LENGTH = 128;
    private static final int MAX_ITEMS = 32;

    /** SGLang's words for the poolings that have a name here. */
    private static final Map<String, String> ENGINE_POOLINGS =
            Map.of("cls", "cls", "mean", "mean", "last", "last_token", "max", "max");

    private ModelInfoResponse() {}

    /** Empty if it is not the description of a model by SGLang. */
    static Optional<ModelInfo> read(JsonNode json) {
        return Optional.of(json.path("is_generation"))
                .filter(JsonNode::isBoolean)
                .map(generation -> new ModelInfo(
                        generation.booleanValue(),
                        served(json.path("embedding_operator")),
                        text(json.at("/embedding/pooling")).map(ENGINE_POOLINGS::get),
                        texts(json.path("architectures"))));
    }

    private static Optional<ServedModel> served(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(ServedModelBuilder.builder()
                .pluginVersion(text(json.path("plugin_version")))
                .sglangVersion(text(json.path("sglang_version")))
                .endpoints(text(json.path("endpoints")))
                .architecture(text(json.path("architecture")))
                .pooling(text(json.path("pooling")))
                .poolingOfModel(text(json.path("pooling_of_model")))
                .poolingSource(text(json.path("pooling_source")))
                .modules(texts(json.path("modules")))
                .normalize(Optional.of(json.path("normalize"))
                        .filter(JsonNode::isBoolean)
                        .map(JsonNode::booleanValue))
                .dimensions(size(json.path("dimensions")))
                .maxInputTokens(size(json.path("max_input_tokens")))
                .dtype(text(json.path("dtype")))
                .weightsDigest(text(json.path("weights_digest")))
                .fingerprint(text(json.path("fingerprint")))
                .build());
    }

    private static Optional<String> text(JsonNode json) {
        return Optional.of(json)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .map(text -> text.substring(0, Math.min(text.length(), MAX_LENGTH)))
                .map(text -> text.replaceAll("[^ -~]", "?").strip())
                .filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonNode json) {
        var texts = new ArrayList<String>();
        if (json.isArray()) {
            for (var item : json) {
                if (texts.size() < MAX_ITEMS) {
                    text(item).ifPresent(texts::add);
                }
            }
        }
        return texts;
    }

    private static Optional<Integer> size(JsonNode json) {
        return Optional.of(json)
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .filter(size -> size > 0);
    }
}
