package io.embeddingops.status;

import java.util.List;
import java.util.regex.Pattern;

/** Shortens what others wrote to what fits a condition. */
final class Words {

    private static final int LONGEST = 512;
    private static final Pattern EXCEPTION = Pattern.compile("^[\\w.]*(Error|Exception|Interrupt)\\b.*");

    private Words() {}

    /** A text in one line of bounded length. */
    static String oneLine(String text) {
        var line = text == null ? "" : text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** The line of a log's end that tells most: the last exception, else the last line. */
    static String last(String log) {
        var lines = log == null
                ? List.<String>of()
                : log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        var exceptions =
                lines.stream().filter(line -> EXCEPTION.matcher(line).matches()).toList();
        var candidates = exceptions.isEmpty() ? lines : exceptions;
        return candidates.isEmpty() ? "" : oneLine(candidates.get(candidates.size() - 1));
    }
}
