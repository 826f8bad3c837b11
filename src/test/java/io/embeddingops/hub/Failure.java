package io.embeddingops.hub;

/** A response that is an error, as the Hub marks it. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Fault fault;

    Failure(int status, String code, String message) {
        super(message);
        fault = code.isEmpty()
                ? Fault.status(status, "X-Error-Message", message)
                : Fault.status(status, "X-Error-Code", code, "X-Error-Message", message);
    }
}
