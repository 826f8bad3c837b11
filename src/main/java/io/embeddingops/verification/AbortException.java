package io.embeddingops.verification;

/** Ends a run after a finding that makes further checks meaningless. */
final class AbortException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    AbortException(Problem problem, String message) {
        super(message);
        this.finding = new Finding(problem, message);
    }

    Finding finding() {
        return finding;
    }
}
