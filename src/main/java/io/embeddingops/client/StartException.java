package io.embeddingops.client;

/** The operator cannot start; the message is a sentence for the administrator, with the remedy. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }
}
