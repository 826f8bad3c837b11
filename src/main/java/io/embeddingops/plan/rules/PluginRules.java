package io.embeddingops.plan.rules;

import io.embeddingops.api.v1alpha1.Messages;
import io.embeddingops.plan.FieldError;
import io.embeddingops.plan.Plan;
import io.embeddingops.plan.PluginSettings;
import io.embeddingops.plan.Policy;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Rules for the fields that the plugin for SGLang honours. */
final class PluginRules {

    private static final String PROMPTS = "spec.model.prompts";
    private static final int MAX_NAME_LENGTH = 64;

    /** Linux starts no process with a variable of more than 128 KiB. */
    private static final int MAX_SETTINGS_BYTES = 96 * 1024;

    private PluginRules() {}

    static Stream<FieldError> promptNames(Plan plan, Policy policy) {
        return plan.plugin().prompts().keySet().stream()
                .filter(name -> name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH)
                .map(name -> Rule.error(PROMPTS, Messages.PROMPT_NAME))
                .limit(1);
    }

    static Stream<FieldError> size(Plan plan, Policy policy) {
        var bytes = plan.hasPlugin() ? PluginSettings.json(plan).getBytes(StandardCharsets.UTF_8).length : 0;
        return bytes > MAX_SETTINGS_BYTES
                ? Stream.of(Rule.error(
                        PROMPTS,
                        "makes the plugin's settings " + bytes + " bytes long, at most " + MAX_SETTINGS_BYTES
                                + " are possible: shorten or remove prompts"))
                : Stream.empty();
    }

    /** A service that keeps a pod template without the plugin runs on as before. */
    static Stream<FieldError> withoutPlugin(Plan plan) {
        return plan.plugin().fields().stream()
                .filter(field -> !plan.hasPlugin())
                .map(field -> Rule.error(
                        field,
                        "has no effect: the service keeps pod template " + plan.template()
                                + ", which has no plugin for SGLang; set spec.upgradePolicy: Follow, which replaces the"
                                + " pods"));
    }
}
