package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.verification.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fail, reject or change while texts are embedded. */
class ReembedFailureTest {

    private static final ScriptedModel NEW = new ScriptedModel(64, 2);

    @TempDir
    Path directory;

    private final ScriptedServer from = ScriptedServer.of(new ScriptedModel(64, 1));
    private final ScriptedServer to = ScriptedServer.of(NEW);

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }

    @Test
    void retriesWhileTheServerIsAway() {
        var refused = new AtomicInteger();
        to.withEmbeddings((exchange, question) -> {
            if (isBatch(question) && refused.getAndIncrement() < 3) {
                ScriptedServer.answer(exchange, 503, "{\"message\": \"starting\"}");
            } else {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
            }
        });

        var run = run(20, "--batch=5", "--concurrency=1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(20);
        assertThat(run.err()).containsOnlyOnce("note         trying again after: status 503 (starting)");
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        var refusedAt = new AtomicLong();
        var waited = new AtomicLong();
        to.withEmbeddings((exchange, question) -> {
            if (isBatch(question) && refusedAt.compareAndSet(0, System.nanoTime())) {
                exchange.getResponseHeaders().set("Retry-After", "2");
                ScriptedServer.answer(exchange, 429, "");
                return;
            } else if (isBatch(question)) {
                waited.compareAndSet(0, System.nanoTime() - refusedAt.get());
            }
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
        });

        assertThat(run(5, "--concurrency=1").exitCode()).isZero();
        assertThat(Duration.ofNanos(waited.get())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void givesUpAfterTheGivenTime() {
        to.withEmbeddings((exchange, question) -> {
            if (isBatch(question)) {
                ScriptedServer.answer(exchange, 503, "{\"message\": \"text 3 is bad\"}");
            } else {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
            }
        });

        var run = run(5, "--give-up-seconds=1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--to: status 503: start again when the server is well");
    }

    @Test
    void writesNothingOfAResponseWithOtherVectors() {
        var other = new ScriptedModel(64, 3);
        var batches = new AtomicInteger();
        to.withEmbeddings((exchange, question) -> {
            var moved = isBatch(question) && batches.incrementAndGet() > 2;
            ScriptedServer.answer(exchange, 200, ScriptedServer.json((moved ? other : NEW).of(question)));
        });

        var run = run(50, "--batch=10", "--concurrency=1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(20);
        assertThat(run.err()).contains("--to: the server has other vectors than at the start (cosine ", "start again");
    }

    @Test
    void noticesVectorsInTheWrongOrder() {
        to.withEmbeddings((exchange, question) -> {
            var vectors = new ArrayList<>(NEW.of(question));
            if (isBatch(question)) {
                vectors.add(vectors.remove(0));
            }
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(vectors));
        });

        var run = run(5);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void findsTheTextThatTheServerRejects() throws IOException {
        rejecting(Set.of("text 3", "text 12"), "{\"message\": \"The input (9000 tokens) is longer than the limit\"}");
        var errors = directory.resolve("errors");

        var run = run(16, "--batch=16", "--errors=" + errors);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(14).noneMatch(line -> line.startsWith("{\"id\":3,"));
        assertThat(Files.readString(errors).lines())
                .containsExactly(
                        "{\"line\":4,\"id\":3,\"error\":\"the server rejects the text: status 400 (The input (9000 tokens)"
                                + " is longer than the limit): shorten or remove it\"}",
                        "{\"line\":13,\"id\":12,\"error\":\"the server rejects the text: status 400 (The input (9000 tokens)"
                                + " is longer than the limit): shorten or remove it\"}");
    }

    @Test
    void printsNoTextThatTheServerRepeats() {
        rejecting(Set.of("text 3"), "{\"message\": \"cannot read text 3 at all\"}");

        var run = run(5);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("line 4 (id 3): the server rejects the text: status 400: shorten")
                .doesNotContain("text 3");
    }

    @Test
    void serverThatRejectsEverythingBlamesNoText() {
        to.withEmbeddings((exchange, question) -> {
            if (isBatch(question)
                    || question.texts().size() == 1 && to.questions().size() > 20) {
                ScriptedServer.answer(exchange, 400, "{\"message\": \"not an embedding model\"}");
            } else {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
            }
        });

        var run = run(40, "--concurrency=1", "--errors=" + directory.resolve("errors"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--to: the server rejects all texts: status 400");
        assertThat(directory.resolve("errors")).isEmptyFile();
    }

    @Test
    void oldServerMayGoAway() {
        from.withEmbeddings((exchange, question) -> {
            if (question.number() == 1) {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(new ScriptedModel(64, 1).of(question)));
            } else {
                exchange.close();
            }
        });

        var run = run(5, "--give-up-seconds=0");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("note         cannot be checked at the end: --from: ");
    }

    @Test
    void notesThatTheServiceWasMoved() {
        var after = ConcurrentHashMap.<String>newKeySet();
        from.withEmbeddings((exchange, question) -> {
            var model = after.add("asked") ? new ScriptedModel(64, 1) : NEW;
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(model.of(question)));
        });

        assertThat(run(5).err())
                .contains(
                        "note         --from has other vectors than at the start, those of --to: the Service was moved");
    }

    private void rejecting(Set<String> texts, String body) {
        to.withEmbeddings((exchange, question) -> {
            if (question.texts().stream().anyMatch(texts::contains)) {
                ScriptedServer.answer(exchange, 400, body);
            } else {
                ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.of(question)));
            }
        });
    }

    /** Whether the request has texts of the input. */
    private static boolean isBatch(ScriptedServer.Question question) {
        return question.texts().stream().anyMatch(text -> text.startsWith("text "))
                && !Texts.ALL.containsAll(question.texts());
    }

    private CommandLineRun run(int texts, String... more) {
        var arguments = new ArrayList<>(List.of("reembed", "--from=" + from.base(), "--to=" + to.base()));
        arguments.addAll(List.of(more));
        var input = IntStream.range(0, texts)
                .mapToObj(i -> "{\"id\": " + i + ", \"text\": \"text " + i + "\"}\n")
                .collect(Collectors.joining());
        return CommandLineRun.with(Map.of(), input, arguments.toArray(String[]::new));
    }
}
