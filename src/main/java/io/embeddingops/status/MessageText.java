package io.embeddingops.status;

import io.embeddingops.text.SecretText;
import java.util.List;
import java.util.regex.Pattern;

/** Shortens messages of other components to fit into a condition. */
final class MessageText {

    private static final int MAX_LENGTH = 512;
    private static final Pattern WORKER = Pattern.compile("Subprocess \\S+ .{0,40}crashed with exit code -?\\d+");
    private static final Pattern KILLED_WORKER = Pattern.compile("crashed with exit code -\\d+");
    private static final Pattern ID = Pattern.compile("(?<!sha256:)(?<![0-9a-f])[0-9a-f]{32,64}(?![0-9a-f])");
    private static final Pattern EXCEPTION = Pattern.compile("^[\\w.]*(Error|Exception|Interrupt)\\b.*");

    private MessageText() {}

    /** The text as one line of bounded length. */
    static String oneLine(String text) {
        var line = text == null ? "" : text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** The text as one line, without the ids of sandboxes and containers, which differ with each attempt. */
    static String stable(String text) {
        return ID.matcher(oneLine(text)).replaceAll("…");
    }

    /**
     * The most informative line at the end of a log: a worker process of SGLang that was killed, otherwise the last exception
     * before a worker process failed, otherwise the last line. What follows a failed worker is only the rest of the shutdown.
     */
    static String lastLine(String log) {
        var lines = log == null
                ? List.<String>of()
                : SecretText.hide(log)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        var worker = lines.stream().filter(line -> WORKER.matcher(line).find()).findFirst();
        if (worker.filter(line -> KILLED_WORKER.matcher(line).find()).isPresent()) {
            return oneLine(worker.get());
        }
        var relevant =
                worker.map(line -> lines.subList(0, lines.indexOf(line) + 1)).orElse(lines);
        var exceptions = relevant.stream()
                .filter(line -> EXCEPTION.matcher(line).matches())
                .toList();
        var candidates = exceptions.isEmpty() ? relevant : exceptions;
        return candidates.isEmpty() ? "" : oneLine(candidates.get(candidates.size() - 1));
    }
}
