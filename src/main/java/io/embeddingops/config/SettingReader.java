package io.embeddingops.config;

import io.embeddingops.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads settings from flags and environment, and collects all errors. */
final class SettingReader {

    private static final Pattern NOT_OURS = Pattern.compile(Setting.VARIABLE_PREFIX + "(CACHE|RUN|TEST_.*)");

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final ServiceLinks serviceLinks;
    private final Set<Setting<?>> bad = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    SettingReader(Map<String, String> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
        this.serviceLinks = new ServiceLinks(environment);
        environment.keySet().stream().sorted().forEach(this::refuseUnknown);
    }

    /** The value, or the default if it is absent or invalid; for an invalid value, {@link #check} throws. */
    <T> T read(Setting<T> setting) {
        var fallback = setting.parser().parse(setting.fallback());
        if (flags.containsKey(setting.flag())) {
            return parse(setting, setting.flag(), flags.get(setting.flag()), fallback);
        }
        if (isSetByVariable(setting)) {
            return parse(setting, setting.variable(), environment.get(setting.variable()), fallback);
        }
        return fallback;
    }

    /** The value, if it is set by a flag or a variable. */
    <T> Optional<T> readIfGiven(Setting<T> setting) {
        return flags.containsKey(setting.flag()) || isSetByVariable(setting)
                ? Optional.of(read(setting))
                : Optional.empty();
    }

    boolean isBad(Setting<?> setting) {
        return bad.contains(setting);
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void check() throws BadConfigException {
        if (!problems.isEmpty()) {
            throw new BadConfigException(problems);
        }
    }

    private boolean isSetByVariable(Setting<?> setting) {
        return environment.containsKey(setting.variable()) && !serviceLinks.contain(setting.variable());
    }

    private <T> T parse(Setting<T> setting, String origin, String text, T fallback) {
        try {
            return setting.parser().parse(text.strip());
        } catch (IllegalArgumentException e) {
            bad.add(setting);
            problem(origin + "=\"" + text + "\" " + e.getMessage());
            return fallback;
        }
    }

    private void refuseUnknown(String variable) {
        var known = Settings.all().stream()
                .map(Setting::variable)
                .map(SettingReader::withoutPrefix)
                .toList();
        if (variable.startsWith(Setting.VARIABLE_PREFIX)
                && !known.contains(withoutPrefix(variable))
                && !NOT_OURS.matcher(variable).matches()
                && !serviceLinks.contain(variable)) {
            problem(variable + "=\"" + environment.get(variable) + "\" is not a setting"
                    + NearestName.of(withoutPrefix(variable), known)
                            .map(name -> ", did you mean " + Setting.VARIABLE_PREFIX + name + "? Rename or unset it")
                            .orElse(": unset it"));
        }
    }

    private static String withoutPrefix(String variable) {
        return variable.substring(Math.min(variable.length(), Setting.VARIABLE_PREFIX.length()));
    }
}
