package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The settings of the plugin for SGLang, in the form in which it reads them. */
public final class PluginSettings {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PluginSettings() {}

    /** A JSON object with all keys, sorted, without blanks. */
    public static String json(Plan plan) {
        var plugin = plan.plugin();
        try {
            return MAPPER.writeValueAsString(Map.of(
                    "endpoints", plugin.endpoints(),
                    "longInput", plugin.longInput(),
                    "maxRequestBytes", plugin.maxRequestBytes(),
                    "maxTextsPerRequest", plugin.maxTextsPerRequest(),
                    "modelPath", plan.model().path(),
                    "pooling", plugin.pooling(),
                    "prompts", plugin.prompts()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the plugin's settings", e);
        }
    }
}
