package io.embeddingops.reconciler;

import io.embeddingops.status.Verdict;

/** The name of an object is taken, by somebody else's object or by one that cannot be changed. */
final class NameConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    NameConflictException(Verdict verdict) {
        super(verdict.message());
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}
