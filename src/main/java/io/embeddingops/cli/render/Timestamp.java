package io.embeddingops.cli.render;

import java.util.regex.Pattern;

/** Texts that may follow the tag {@code !!timestamp}. */
final class Timestamp {

    private static final Pattern FORMAT = Pattern.compile("[0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])"
            + "([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})"
            + "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?)?");

    private Timestamp() {}

    static boolean matches(String text) {
        return FORMAT.matcher(text).matches();
    }
}
