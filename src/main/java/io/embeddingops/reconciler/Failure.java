package io.embeddingops.reconciler;

import io.embeddingops.status.Verdict;
import java.util.Optional;

/**
 * What follows from an error of a pass.
 *
 * @param verdict what the status reports; empty if the error says nothing about the service
 * @param retry when the next attempt is made
 */
record Failure(Optional<Verdict> verdict, Retry retry) {

    enum Retry {
        /** With the next event or after a pause that grows: the API server did not answer, or an object had changed. */
        WITH_NEXT_EVENT,
        /** Only after a pause that grows, or when the service is edited: the API server refused. */
        AFTER_PAUSE,
        /** When the service is edited. */
        AFTER_EDIT
    }
}
