package io.embeddingops.cli.verify;

/** The verification could not be done; the message names the file or the server. */
public final class VerifyException extends Exception {

    private static final long serialVersionUID = 1;

    VerifyException(String message) {
        super(message);
    }
}
