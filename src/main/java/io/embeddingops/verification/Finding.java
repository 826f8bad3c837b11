package io.embeddingops.verification;

/**
 * A problem found in a server.
 *
 * @param severity how much it matters for this server
 * @param message what was found and how to fix it, in one line without secrets
 */
public record Finding(Problem problem, Severity severity, String message) {

    /** A finding with the severity of its problem. */
    public Finding(Problem problem, String message) {
        this(problem, problem.severity(), message);
    }

    /** The problem and the message. */
    public String text() {
        return problem + ": " + message;
    }
}
