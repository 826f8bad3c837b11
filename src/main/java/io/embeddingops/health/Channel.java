package io.embeddingops.health;

import io.embeddingops.verification.EndpointException;
import okhttp3.Request;

/** Sends requests to one server, with limits on time and size. */
interface Channel {

    /** A response with ten vectors of 4096 dimensions has 1 MB. */
    int MAX_BYTES = 16 * 1024 * 1024;

    /** Returns the response with any status; throws {@link EndpointException.Kind#FAILED} if there is none. */
    ServerResponse send(Request.Builder request) throws EndpointException;
}
