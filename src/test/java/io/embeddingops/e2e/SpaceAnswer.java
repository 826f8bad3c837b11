package io.embeddingops.e2e;

import java.time.Instant;

/**
 * What became of one request for the vector of one text.
 *
 * @param sent before the connection was opened
 * @param answered when the whole answer had arrived, or the request had failed
 * @param space the model whose vector was returned; {@link #UNKNOWN} if it is none of them, {@link #NONE} without a vector
 * @param detail for messages
 */
record SpaceAnswer(Instant sent, Instant answered, String space, String detail) {

    static final String UNKNOWN = "unknown";
    static final String NONE = "none";

    boolean failed() {
        return space.equals(NONE);
    }
}
