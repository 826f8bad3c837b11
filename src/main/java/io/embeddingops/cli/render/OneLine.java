package io.embeddingops.cli.render;

/** Messages that repeat a value of the document, as one line of text that a terminal shows as it is. */
final class OneLine {

    private static final int MAX_LENGTH = 1000;

    private OneLine() {}

    static String of(String message) {
        var line = new StringBuilder();
        message.codePoints().forEach(character -> append(line, character));
        return line.length() <= MAX_LENGTH ? line.toString() : cut(line.toString());
    }

    private static void append(StringBuilder line, int character) {
        var type = Character.getType(character);
        if (character == '\n') {
            line.append("\\n");
        } else if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE) {
            line.append(String.format("\\u%04x", character));
        } else {
            line.appendCodePoint(character);
        }
    }

    /** Keeps the beginning, where the field is, and the end, where the remedy is. */
    private static String cut(String line) {
        var half = MAX_LENGTH / 2;
        var left = line.offsetByCodePoints(0, line.codePointCount(0, half));
        return line.substring(0, left) + " ... " + line.substring(line.length() - half);
    }
}
