package io.embeddingops.status;

import java.util.List;
import java.util.regex.Pattern;

/** Shortens messages of other components to fit into a condition. */
final class MessageText {

    private static final int MAX_LENGTH = 512;
    private static final Pattern EXCEPTION = Pattern.compile("^[\\w.]*(Error|Exception|Interrupt)\\b.*");

    private MessageText() {}

    /** The text as one line of bounded length. */
    static String oneLine(String text) {
        var line = text == null ? "" : text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** The most informative line at the end of a log: the last exception, otherwise the last line. */
    static String lastLine(String log) {
        var lines = log == null
                ? List.<String>of()
                : log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        var exceptions =
                lines.stream().filter(line -> EXCEPTION.matcher(line).matches()).toList();
        var candidates = exceptions.isEmpty() ? lines : exceptions;
        return candidates.isEmpty() ? "" : oneLine(candidates.get(candidates.size() - 1));
    }
}
