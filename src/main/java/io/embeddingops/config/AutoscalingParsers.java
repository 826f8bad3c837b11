package io.embeddingops.config;

import io.embeddingops.api.v1alpha1.Patterns;
import io.embeddingops.text.OrList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parsers of the settings for spec.autoscaling. Their exceptions say which value was expected. */
final class AutoscalingParsers {

    private static final Pattern OBJECT_NAME = Pattern.compile("(?=.{1,253}$)" + Patterns.DNS_NAME);
    private static final Pattern TRIGGER_TYPE = Pattern.compile("[*]|[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final List<String> AUTH_MODES = List.of("bearer", "basic", "tls", "custom");

    private AutoscalingParsers() {}

    static Optional<String> objectName(String text) {
        if (!text.isEmpty() && !OBJECT_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a name of at most 253 lower-case letters, digits, '-' and '.'");
        }
        return Optional.of(text).filter(name -> !name.isEmpty());
    }

    static List<String> authModes(String text) {
        return Parsers.items(text, AutoscalingParsers::authMode).stream()
                .distinct()
                .toList();
    }

    static List<String> triggerTypes(String text) {
        return Parsers.items(text, AutoscalingParsers::triggerType).stream()
                .distinct()
                .toList();
    }

    private static String authMode(String word) {
        if (!AUTH_MODES.contains(word)) {
            throw new IllegalArgumentException("contains \"" + word + "\": allowed are " + OrList.of(AUTH_MODES));
        }
        return word;
    }

    private static String triggerType(String word) {
        if (!TRIGGER_TYPE.matcher(word).matches()) {
            throw new IllegalArgumentException("contains \"" + word + "\", which is not a type of a trigger: use"
                    + " lower-case letters, digits and '-', such as cron, or *");
        }
        return word;
    }
}
