package io.embeddingops.cli.verify;

/** Verification could not be done as it was asked for; the message names the file or the server. */
public final class VerifyException extends Exception {

    private static final long serialVersionUID = 1;

    VerifyException(String message) {
        super(message);
    }
}
