package io.embeddingops.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text between two lines {@code ---}. kubectl separates documents by these lines before it parses them, so a directive or
 * an anchor is unknown in the next document.
 *
 * @param text the text
 * @param line the line of the file in which it begins, counted from 1
 */
record Chunk(String text, int line) {

    private static final String SEPARATOR = "---";

    /**
     * The chunks of a text.
     *
     * @param first the line in which the text begins
     */
    static List<Chunk> of(String text, int first) throws SyntaxException {
        var chunks = new ArrayList<Chunk>();
        var lines = new ArrayList<String>();
        var number = first;
        var begin = first;
        for (var line : lines(text)) {
            if (line.startsWith(SEPARATOR)) {
                check(line.substring(SEPARATOR.length()).strip(), number);
                chunks.add(new Chunk(join(lines), begin));
                lines.clear();
                begin = number + 1;
            } else {
                lines.add(line);
            }
            number++;
        }
        chunks.add(new Chunk(join(lines), begin));
        return chunks;
    }

    /** Without the empty one after the last line break. */
    private static List<String> lines(String text) {
        var lines = List.of(text.split("\r?\n", -1));
        return text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static void check(String rest, int line) throws SyntaxException {
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw new SyntaxException(
                    line, 0, "only a comment may follow --- in the same line: kubectl refuses the file");
        }
    }

    private static String join(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
