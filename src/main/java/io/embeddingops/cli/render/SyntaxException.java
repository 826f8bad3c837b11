package io.embeddingops.cli.render;

/** A document that cannot be parsed. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** Takes a line and a column, both counted from 1; column 0 is the whole line. */
    SyntaxException(int line, int column, String problem) {
        super(problem);
        this.line = line;
        this.column = column;
    }

    /** Line and column, such as {@code 12:3}. */
    String place() {
        return column == 0 ? String.valueOf(line) : line + ":" + column;
    }
}
