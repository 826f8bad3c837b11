package io.embeddingops.cli;

import io.embeddingops.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings as options of a command. Values are parsed later, so that all errors are reported at once. */
final class SettingOptions {

    private SettingOptions() {}

    static void add(CommandSpec spec, List<Setting<?>> settings) {
        settings.forEach(setting -> spec.addOption(OptionSpec.builder(setting.flag())
                .paramLabel("<" + setting.placeholder() + ">")
                .type(String.class)
                .description(
                        setting.documentation(),
                        "Default: " + (setting.fallback().isEmpty() ? "empty" : setting.fallback()) + ". Environment: "
                                + setting.variable())
                .build()));
    }

    static Map<String, String> given(ParseResult arguments, List<Setting<?>> settings) {
        var given = new LinkedHashMap<String, String>();
        for (var setting : settings) {
            if (arguments.hasMatchedOption(setting.flag())) {
                given.put(setting.flag(), arguments.matchedOptionValue(setting.flag(), ""));
            }
        }
        return given;
    }
}
