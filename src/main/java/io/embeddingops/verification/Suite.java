package io.embeddingops.verification;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Checks whether a server embeds correctly. A response with status 200 does not prove it: its vectors may still be wrong, and
 * stored vectors cannot be repaired later.
 */
public final class Suite {

    /**
     * Max. requests of a run, without the one that must need an API key, and without retries, of which there are up to
     * {@link RetryingClient#MAX_RETRIES}.
     */
    public static final int MAX_REQUESTS = 17;

    private static final int MIN_NUMBER = 100_000;
    private static final int MAX_NUMBER = 1_000_000;

    private Suite() {}

    /**
     * Runs all checks, one request at a time. Every fault of the server is a finding, never an exception. Each run sends a
     * random number in one text, so that no cache contains it.
     *
     * @param dimensions declared sizes, each at least 1; may be empty. At most 8 of them are checked
     * @param expected what the server should be
     */
    public static Report run(EmbeddingEndpoint endpoint, List<Integer> dimensions, Expectations expected) {
        var number = ThreadLocalRandom.current().nextInt(MIN_NUMBER, MAX_NUMBER);
        return new SuiteRun(new RetryingClient(endpoint), Texts.uncached(number), expected).report(dimensions);
    }
}
