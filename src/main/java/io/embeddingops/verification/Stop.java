package io.embeddingops.verification;

/** Ends a run: after this finding nothing more can be learned. */
final class Stop extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    Stop(Problem problem, String message) {
        super(message);
        this.finding = new Finding(problem, message);
    }

    Finding finding() {
        return finding;
    }
}
