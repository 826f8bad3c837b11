package io.embeddingops.cli.reembed;

/** The texts could not all be embedded; the message names the line, file or server and the remedy, and never a text. */
public final class ReembedException extends Exception {

    private static final long serialVersionUID = 1;

    ReembedException(String message) {
        super(message);
    }
}
