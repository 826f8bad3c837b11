package io.embeddingops.health;

import io.embeddingops.verification.EndpointException;
import okhttp3.Request;

/** Carries requests to one server, with bounds on time and size. */
interface Channel {

    /** An answer of ten vectors of 4096 dimensions has 1 MB. */
    int MOST_BYTES = 16 * 1024 * 1024;

    /** The answer, whatever its status; {@link EndpointException.Kind#FAILED} when there is none. */
    Answer send(Request.Builder request) throws EndpointException;
}
