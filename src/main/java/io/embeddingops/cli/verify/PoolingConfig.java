package io.embeddingops.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of a Pooling module, in the old form (a flag for each mode) and in the new one (pooling_mode). */
final class PoolingConfig {

    private static final String NEW_KEY = "pooling_mode";

    /** The old form's flags, with the plugin's names, in the order in which vectors are concatenated. */
    private static final Map<String, String> FLAGS = new LinkedHashMap<>();

    /** The new form's modes; several are concatenated in the order in which they are listed. */
    private static final Map<String, String> MODES = Map.of(
            "cls", "cls",
            "max", "max",
            "mean", "mean",
            "mean_sqrt_len_tokens", "mean_sqrt_len",
            "weightedmean", "weighted_mean",
            "lasttoken", "last_token");

    static {
        FLAGS.put("pooling_mode_cls_token", "cls");
        FLAGS.put("pooling_mode_max_tokens", "max");
        FLAGS.put("pooling_mode_mean_tokens", "mean");
        FLAGS.put("pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len");
        FLAGS.put("pooling_mode_weightedmean_tokens", "weighted_mean");
        FLAGS.put("pooling_mode_lasttoken", "last_token");
    }

    private PoolingConfig() {}

    /** The pooling by the plugin's names; several are joined by {@code +}. */
    static String name(Path file, JsonNode config) throws VerifyException {
        var names = config.has(NEW_KEY) ? modes(file, config.get(NEW_KEY)) : flags(config);
        if (names.isEmpty()) {
            throw new VerifyException(file + ": no pooling mode is set: set pooling_mode, or one of "
                    + String.join(", ", FLAGS.keySet()) + " to true");
        }
        return String.join("+", names);
    }

    private static List<String> modes(Path file, JsonNode value) throws VerifyException {
        var words = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(words::add);
        } else {
            words.add(value);
        }
        var names = new ArrayList<String>();
        for (var word : words) {
            var name = MODES.get(word.asText());
            if (name == null) {
                throw new VerifyException(file + ": " + NEW_KEY + ": " + word + " is not one of "
                        + String.join(", ", MODES.keySet().stream().sorted().toList()));
            }
            names.add(name);
        }
        return names;
    }

    private static List<String> flags(JsonNode config) {
        return FLAGS.entrySet().stream()
                .filter(flag -> config.path(flag.getKey()).asBoolean(false))
                .map(Map.Entry::getValue)
                .toList();
    }
}
