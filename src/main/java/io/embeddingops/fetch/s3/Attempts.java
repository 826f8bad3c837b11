package io.embeddingops.fetch.s3;

import io.embeddingops.fetch.FetchException;
import io.embeddingops.source.FetchReason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a request is sent whose server is not available.
 *
 * @param count at most so often
 * @param pause after the first attempt; the next pauses are twice as long each, and all vary by half
 */
record Attempts(int count, Duration pause) {

    static final Attempts STANDARD = new Attempts(5, Duration.ofSeconds(1));

    static final Attempts ONE = new Attempts(1, Duration.ZERO);

    /** A request. */
    interface Request<T> {
        T send() throws FetchException;
    }

    <T> T call(Request<T> request) throws FetchException {
        for (var attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (FetchException e) {
                if (e.reason() != FetchReason.MODEL_UNREACHABLE || attempt >= count) {
                    throw e;
                }
                await(attempt, e);
            }
        }
    }

    private void await(int attempt, FetchException failure) throws FetchException {
        var longest = pause.toMillis() << (attempt - 1);
        try {
            Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
