package io.embeddingops.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/** The settings of the plugin for SGLang, in the form in which it reads them. */
public final class PluginSettings {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PluginSettings() {}

    private static Map<String, Object> values(Plan plan) {
        var plugin = plan.plugin();
        var values = new TreeMap<String, Object>();
        values.put("endpoints", plugin.endpoints());
        values.put("longInput", plugin.longInput());
        values.put("maxRequestBytes", plugin.maxRequestBytes());
        values.put("maxTextsPerRequest", plugin.maxTextsPerRequest());
        values.put("modelPath", plan.model().path());
        values.put("pooling", plugin.pooling());
        values.put("prompts", plugin.prompts());
        if (plan.hasAccess()) {
            var access = plan.access();
            values.put("apiKeyDirectory", access.apiKeySecret().isPresent() ? AccessMount.KEYS : null);
            values.put("certificateDirectory", access.tls() ? AccessMount.TLS : null);
            values.put(
                    "priorities", plan.server().priorityScheduling() || isGiven(plan, "--enable-priority-scheduling"));
        }
        return values;
    }

    private static boolean isGiven(Plan plan, String flag) {
        return Flags.contains(plan.server().extraArgs(), flag);
    }

    /** A JSON object with all keys, sorted, without blanks. */
    public static String json(Plan plan) {
        try {
            return MAPPER.writeValueAsString(values(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the plugin's settings", e);
        }
    }
}
