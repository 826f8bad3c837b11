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

/** A server under full load is not mistaken for a hung one. */
@ExtendWith(RealNode.class)
class BusyE2E {

    private static final int CLIENTS = 4;
    private static final int BATCH = 32;
    private static final long SECONDS = 60;

    /** About 100 of the model's 512 tokens: the last responses arrive half a minute after the last requests. */
    private static final String LONG_TEXT = "the quick brown fox jumps over the lazy dog ".repeat(11);

    @Test
    void fullLoadCausesNoRestart(SharedServices shared) throws Exception {
        var service = shared.minilm().service();
        var pod = service.pod();
        var restarts = service.server().getRestartCount();
        var begin = Instant.now();

        var batches = load(service, begin.plusSeconds(SECONDS));

        assertThat(batches).isGreaterThanOrEqualTo(CLIENTS);
        assertThat(service.server().getRestartCount()).isEqualTo(restarts);
        assertThat(service.kubeletEvents(pod, Set.of("Killing"), begin.truncatedTo(ChronoUnit.SECONDS)))
                .isEmpty();
        service.awaitReady(Pace.of(60));
    }

    /** Sends batches until the end and returns their number. Throws if one fails. */
    private static int load(LiveService service, Instant end) throws Exception {
        var client = new EmbeddingClient(service.tenant().client(), Pace.of(180));
        var url = service.url();
        var batch = Collections.nCopies(BATCH, LONG_TEXT);
        Callable<Integer> request = () -> {
            var count = 0;
            for (; Instant.now().isBefore(end); count++) {
                assertThat(client.embed(url, "any", batch)).hasSize(BATCH);
            }
            return count;
        };
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            var batches = 0;
            for (var done : threads.invokeAll(new ArrayList<>(Collections.nCopies(CLIENTS, request)))) {
                batches += done.get();
            }
            return batches;
        } finally {
            threads.shutdownNow();
        }
    }
}
