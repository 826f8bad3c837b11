package io.embeddingops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.embeddingops.hub.Fault;
import io.embeddingops.hub.Seen;
import io.embeddingops.source.FetchReason;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads while the network and the hub fail. */
class FetchFaultsTest extends HubCase {

    FetchFaultsTest() {
        super(7);
    }

    @Test
    void connectionsThatAreCutAtRandomBytesAreContinuedThere() throws Exception {
        var random = new Random(20);
        var cuts = new AtomicInteger();
        hub.faults = seen -> {
            synchronized (random) {
                return isBytes(seen) && cuts.get() < 20 && cuts.incrementAndGet() > 0
                        ? Optional.of(Fault.cut(random.nextInt(FetchCase.CHUNK)))
                        : Optional.empty();
            }
        };
        fetchesTheModel();
        assertThat(cuts).hasValue(20);
        assertThat(hub.requests)
                .extracting(Seen::range)
                .as("some begin within a chunk")
                .anyMatch(range -> range != null && begin(range) % FetchCase.CHUNK != 0);
    }

    @Test
    void connectionThatSendsNothingMoreCountsAsCut() throws Exception {
        once(FetchFaultsTest::isBytes, Fault.stall(1000));
        fetchesTheModel();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void serverThatAsksToWaitGetsNoRequestMeanwhile(int status) throws Exception {
        var asked = new AtomicInteger();
        var early = new AtomicInteger();
        var until = new long[1];
        hub.faults = seen -> {
            synchronized (until) {
                if (isBytes(seen) && asked.getAndIncrement() == 0) {
                    until[0] = System.nanoTime() + Duration.ofMillis(1900).toNanos();
                    return Optional.of(Fault.status(status, "Retry-After", "2"));
                }
                // others may be on their way already
                var sent = until[0] - Duration.ofMillis(700).toNanos();
                if (asked.get() > 0 && System.nanoTime() > sent && System.nanoTime() < until[0]) {
                    early.incrementAndGet();
                }
            }
            return Optional.empty();
        };
        fetchesTheModel();
        assertThat(early).hasValue(0);
        assertThat(System.nanoTime()).isGreaterThan(until[0]);
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() {
        hub.faults = seen -> Optional.of(Fault.status(503));
        var failure = fails(new FetchCase(hub, temporary.resolve("cache")));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_UNREACHABLE);
        assertThat(failure).hasMessageContaining("503").hasMessageContaining("not available");
        assertThat(hub.requests).hasSizeGreaterThan(3);
    }

    @Test
    void serverThatAsksToWaitTooLongIsGivenUpAtOnce() {
        hub.faults = seen -> Optional.of(Fault.status(429, "Retry-After", "3600"));
        assertThat(fails(new FetchCase(hub, temporary.resolve("cache"))))
                .hasMessageContaining("too many requests")
                .hasMessageContaining("model.cache");
        assertThat(hub.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json"})
    void byteThatIsFlippedOnceIsFetchedAgain(String file) throws Exception {
        once(seen -> isBytesOf(seen, file), Fault.flip(5));
        fetchesTheModel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "config.json"})
    void byteThatIsAlwaysFlippedIsReported(String file) {
        hub.faults = seen -> isBytesOf(seen, file) ? Optional.of(Fault.flip(5)) : Optional.empty();
        var failure = fails(new FetchCase(hub, temporary.resolve("cache")));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_CORRUPT);
        assertThat(failure)
                .hasMessageContaining(file)
                .hasMessageContaining("digest")
                .hasMessageContaining("3 times");
        assertThat(temporary.resolve("cache/hf/acme--mini/refs/main")).doesNotExist();
    }

    @Test
    void fileThatIsOnceShorterThanAnnouncedIsFetchedAgain() throws Exception {
        once(FetchFaultsTest::isBytes, Fault.shorter(10));
        fetchesTheModel();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, -10})
    void fileOfAnotherSizeThanAnnouncedIsReported(long shorter) {
        hub.faults = seen -> isBytes(seen) ? Optional.of(Fault.shorter(shorter)) : Optional.empty();
        var failure = fails(new FetchCase(hub, temporary.resolve("cache")));
        assertThat(failure.reason()).isEqualTo(FetchReason.MODEL_CORRUPT);
        assertThat(failure).hasMessageContaining("size");
    }

    @Test
    void serverWithoutRangesSendsTheFileOnce() throws Exception {
        hub.ranges = false;
        fetchesTheModel();
    }

    @Test
    void serverWithoutRangesThatIsCutStartsAgain() throws Exception {
        hub.ranges = false;
        once(FetchFaultsTest::isBytes, Fault.cut(1000));
        fetchesTheModel();
    }

    @Test
    void expiredAddressIsResolvedAgain() throws Exception {
        var requests = new AtomicInteger();
        hub.faults = seen -> {
            if (seen.cdn() && requests.incrementAndGet() % 9 == 5 && requests.get() < 20) {
                hub.signature = "s" + requests.get();
            }
            return Optional.empty();
        };
        fetchesTheModel();
    }

    @Test
    void failedDownloadIsContinuedByTheNext() throws Exception {
        var requests = new AtomicInteger();
        hub.faults = seen ->
                isBytes(seen) && requests.incrementAndGet() > 10 ? Optional.of(Fault.status(418)) : Optional.empty();
        fails(new FetchCase(hub, temporary.resolve("cache")));
        hub.faults = seen -> Optional.empty();
        hub.requests.clear();
        fetchesTheModel();
        assertThat(hub.requests.stream().filter(FetchFaultsTest::isBytes))
                .hasSizeBetween(1, TestModel.WEIGHTS / FetchCase.CHUNK + 6 - 8);
    }

    private void fetchesTheModel() throws Exception {
        var fetched = new FetchCase(hub, temporary.resolve("cache")).run();
        TestModel.assertEqual(model, fetched.found().directory());
    }

    private void once(Predicate<Seen> which, Fault fault) {
        var count = new AtomicInteger();
        hub.faults = seen -> which.test(seen) && count.getAndIncrement() == 0 ? Optional.of(fault) : Optional.empty();
    }

    private static FetchException fails(FetchCase fetch) {
        return catchThrowableOfType(FetchException.class, fetch::run);
    }

    private static long begin(String range) {
        return Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    }

    /** A request for bytes of the weights. */
    private static boolean isBytes(Seen seen) {
        return seen.cdn();
    }

    private static boolean isBytesOf(Seen seen, String file) {
        return file.equals("model.safetensors")
                ? seen.cdn() && seen.range().startsWith("bytes=0-")
                : seen.path().endsWith("/" + file) && !seen.path().contains("1_Pooling");
    }
}
