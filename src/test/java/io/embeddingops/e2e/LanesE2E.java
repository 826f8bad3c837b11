package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.it.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** While bulk clients saturate a server, a query with a priority overtakes the documents that wait. */
@EnabledIfSystemProperty(named = "e2e.access", matches = "true")
@ExtendWith(RealNode.class)
class LanesE2E {

    private static final Duration START = Pace.of(180);
    private static final int QUERIES = 3;

    /** A query without a priority takes about 10 times as long; see docs/clients.md. */
    private static final int ADVANTAGE = 3;

    @Test
    void queryWithPriorityOvertakesDocuments(Tenant tenant) {
        var service = LiveService.create(tenant, "lanes", SglangService.MINILM, """
                server: {priorityScheduling: true}
                """);
        service.awaitReady(START);
        var client = new EmbeddingClient(tenant.client(), Pace.of(180));
        var url = service.url();

        var usual = new ArrayList<Duration>();
        var first = new ArrayList<Duration>();
        try (var documents = new BulkLoad(client, url, 128)) {
            Tenant.within(START, () -> assertThat(documents.batches()).isPositive());
            for (var i = 0; i < QUERIES; i++) {
                usual.add(query(client, url, Map.of()));
                first.add(query(client, url, Map.of("priority", 1)));
            }
            documents.end();
            assertThat(documents.failures()).isEmpty();
        }

        System.err.println("queries without a priority took " + usual + ", with one " + first);
        assertThat(median(first).multipliedBy(ADVANTAGE))
                .as("with a priority %s, without %s", first, usual)
                .isLessThan(median(usual));
    }

    private static Duration query(EmbeddingClient client, String url, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("model", "any");
        body.put("input", "where is the old stone bridge?");
        var begin = System.nanoTime();
        var answer = client.post(url + "/embeddings", body);
        var time = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return time;
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
