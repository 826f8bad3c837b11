package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that has all hands full is not taken for a hung one. */
@ExtendWith(RealNode.class)
class BusyE2E {

    private static final int CLIENTS = 4;
    private static final int BATCH = 32;
    private static final long SECONDS = 60;

    /** Some 100 of the model's 512 tokens: the last answers come half a minute after the last questions. */
    private static final String LONG_TEXT = "the quick brown fox jumps over the lazy dog ".repeat(11);

    @Test
    void fullLoadCausesNoRestart(Residents residents) throws Exception {
        var service = residents.minilm().service();
        var pod = service.pod();
        var restarts = service.server().getRestartCount();
        var begin = Instant.now();

        var answered = load(service, begin.plusSeconds(SECONDS));

        assertThat(answered).isGreaterThanOrEqualTo(CLIENTS);
        assertThat(service.server().getRestartCount()).isEqualTo(restarts);
        assertThat(service.kubeletEvents(pod, Set.of("Killing"), begin.truncatedTo(ChronoUnit.SECONDS)))
                .isEmpty();
        service.awaitReady(Pace.of(60));
    }

    /** The number of batches that were answered, none with an error. */
    private static int load(LiveService service, Instant end) throws Exception {
        var client = new EmbeddingClient(service.tenant().client(), Pace.of(180));
        var url = service.url();
        var batch = Collections.nCopies(BATCH, LONG_TEXT);
        Callable<Integer> ask = () -> {
            var count = 0;
            for (; Instant.now().isBefore(end); count++) {
                assertThat(client.embed(url, "any", batch)).hasSize(BATCH);
            }
            return count;
        };
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            var answered = 0;
            for (var done : threads.invokeAll(new ArrayList<>(Collections.nCopies(CLIENTS, ask)))) {
                answered += done.get();
            }
            return answered;
        } finally {
            threads.shutdownNow();
        }
    }
}
