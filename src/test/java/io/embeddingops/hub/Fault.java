package io.embeddingops.hub;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong: a status instead of an answer, or a body that is cut, changed, shorter than announced, stalled or slow. */
public record Fault(
        int status,
        Map<String, String> headers,
        long cutAfter,
        long flipAt,
        long shorterBy,
        long stallAfter,
        long pauseMillis) {
    public static Fault status(int status, String... headers) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < headers.length; i += 2) map.put(headers[i], headers[i + 1]);
        return new Fault(status, map, -1, -1, 0, -1, 0);
    }

    public static Fault cut(long bytes) {
        return new Fault(0, Map.of(), bytes, -1, 0, -1, 0);
    }

    /** Flips a bit of the byte at this offset of the file. */
    public static Fault flip(long offset) {
        return new Fault(0, Map.of(), -1, offset, 0, -1, 0);
    }

    public static Fault shorter(long bytes) {
        return new Fault(0, Map.of(), -1, -1, bytes, -1, 0);
    }

    public static Fault stall(long bytes) {
        return new Fault(0, Map.of(), -1, -1, 0, bytes, 0);
    }

    /** Waits before each 64 KiB. */
    public static Fault slow(long millis) {
        return new Fault(0, Map.of(), -1, -1, 0, -1, millis);
    }
}
