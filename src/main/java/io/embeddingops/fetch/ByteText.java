package io.embeddingops.fetch;

import java.util.Locale;

/** Numbers of bytes for people. */
final class ByteText {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private ByteText() {}

    /** With three digits, such as {@code 1.19 GiB}. */
    static String of(long bytes) {
        var unit = 0;
        var value = (double) bytes;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        var digits = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
    }
}
