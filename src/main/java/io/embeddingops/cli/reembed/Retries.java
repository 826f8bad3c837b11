package io.embeddingops.cli.reembed;

import io.embeddingops.verification.EndpointException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Repeats requests that fail while servers restart or are busy. Shared by all threads: a server that asks to wait means all. */
final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 10;
    private static final long NOTE_NANOS = Duration.ofSeconds(10).toNanos();

    /** A request to a server. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws EndpointException;
    }

    private final Duration giveUp;
    private final Consumer<String> notes;
    private volatile long lastSuccess = System.nanoTime();
    private volatile long resumeAt = lastSuccess;
    private volatile long nextNote = lastSuccess;

    /**
     * Creates a policy.
     *
     * @param giveUp how long after the last success requests are repeated
     * @param notes receives a line about failures, every few seconds
     */
    Retries(Duration giveUp, Consumer<String> notes) {
        this.giveUp = giveUp;
        this.notes = notes;
    }

    /** The answer; throws the last failure if it is final, or if no request has succeeded for too long. */
    <T> T send(Request<T> request) throws EndpointException, InterruptedException {
        var begin = System.nanoTime();
        for (var attempt = 0; ; attempt++) {
            sleepUntil(resumeAt);
            try {
                var answer = request.send();
                lastSuccess = System.nanoTime();
                return answer;
            } catch (EndpointException e) {
                pause(attempt, begin, e);
            }
        }
    }

    private void pause(int attempt, long begin, EndpointException failure)
            throws EndpointException, InterruptedException {
        var now = System.nanoTime();
        // the time before this request does not count: nothing may have been sent
        var since = Math.max(lastSuccess, begin);
        if (failure.kind() != EndpointException.Kind.FAILED || now - since > giveUp.toNanos()) {
            throw failure;
        }
        failure.retryAfter().ifPresent(wait -> askedToWait(now, wait));
        if (now >= nextNote) {
            nextNote = now + NOTE_NANOS;
            notes.accept("trying again after: " + failure.getMessage());
        }
        var doubled = FIRST_PAUSE.toNanos() << Math.min(attempt, MAX_DOUBLINGS);
        var pause = Math.min(doubled, MAX_PAUSE.toNanos());
        sleepUntil(Math.max(now, resumeAt)
                + pause / 2
                + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    private synchronized void askedToWait(long now, Duration wait) {
        var limited = wait.compareTo(giveUp) > 0 ? giveUp : wait;
        resumeAt = Math.max(resumeAt, now + limited.toNanos());
    }

    private static void sleepUntil(long time) throws InterruptedException {
        var nanos = time - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
    }
}
