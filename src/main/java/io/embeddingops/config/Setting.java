package io.embeddingops.config;

import java.util.Locale;

/**
 * One thing an administrator may set, by a flag or by an environment variable.
 *
 * @param flag such as {@code --gpu-image}
 * @param placeholder what the help shows for the value
 * @param fallback the value when none is given, as it would be typed
 * @param parser turns the typed value into a usable one, or says why not
 * @param documentation what it does, with unit and range
 */
public record Setting<T>(String flag, String placeholder, String fallback, Parser<T> parser, String documentation) {

    /** What all environment variables of the operator start with. */
    public static final String VARIABLE_PREFIX = "EMBEDDING_OPERATOR_";

    /** The environment variable that sets it when the flag does not. */
    public String variable() {
        return VARIABLE_PREFIX + flag.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Reads the typed form of a value. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value.
         *
         * @throws IllegalArgumentException with what was expected, to follow after the quoted value
         */
        T parse(String text);
    }
}
