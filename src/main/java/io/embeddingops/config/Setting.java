package io.embeddingops.config;

import java.util.Locale;

/**
 * A setting, given by a flag or an environment variable.
 *
 * @param flag name of the flag, such as {@code --gpu-image}
 * @param placeholder placeholder for the value in the help text
 * @param fallback default value, as text
 * @param parser parses the text
 * @param documentation meaning, with unit and range
 */
public record Setting<T>(String flag, String placeholder, String fallback, Parser<T> parser, String documentation) {

    /** Prefix of all environment variables. */
    public static final String VARIABLE_PREFIX = "EMBEDDING_OPERATOR_";

    /** The environment variable, used if the flag is absent. */
    public String variable() {
        return VARIABLE_PREFIX + flag.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Parses the text of a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Parses the text.
         *
         * @throws IllegalArgumentException with the expected value, to be appended to the quoted text
         */
        T parse(String text);
    }
}
