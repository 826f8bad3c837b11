package io.embeddingops.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names in the form of one segment of a path. */
final class PathSegment {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

    private PathSegment() {}

    /** Slashes become two minus signs; other characters than letters, digits, '_', '.' and '-' are percent-encoded. */
    static String escape(String name) {
        var text = new StringBuilder(name.length());
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            var character = (char) (octet & 0xff);
            if (character == '/') {
                text.append("--");
            } else if (PLAIN.indexOf(character) >= 0 && !(character == '.' && text.isEmpty())) {
                text.append(character);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return text.toString();
    }
}
