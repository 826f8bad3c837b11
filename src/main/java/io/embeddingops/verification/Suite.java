package io.embeddingops.verification;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Checks whether a server embeds correctly. That a server answers, and answers 200, does not tell: vectors may be wrong all
 * the same, and nothing that is stored of them can be repaired later.
 */
public final class Suite {

    /** Requests of a run to a server that answers each; up to {@link Questions#RETRIES} more to one that does not. */
    public static final int MOST_REQUESTS = 15;

    private static final int LEAST_NEW = 100_000;
    private static final int MOST_NEW = 1_000_000;

    private Suite() {}

    /**
     * Runs all checks, one request after the other. Every mistake of the server is a finding, never an exception. Two runs
     * differ in one thing, a number that makes one text new to the server's caches.
     *
     * @param dimensions sizes that requests may ask for, each at least 1; may be empty. Of more than 8, 8 are asked for
     */
    public static Report run(EmbeddingEndpoint endpoint, List<Integer> dimensions) {
        var number = ThreadLocalRandom.current().nextInt(LEAST_NEW, MOST_NEW);
        return new SuiteRun(new Questions(endpoint), Texts.fresh(number)).report(dimensions);
    }
}
