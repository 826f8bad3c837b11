package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the requests for vectors. */
class ReembedRequestTest {

    private static final ScriptedModel NEW = new ScriptedModel(64, 2);

    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final ScriptedServer from = ScriptedServer.of(new ScriptedModel(64, 1));
    private HttpServer to;

    @BeforeEach
    void start() throws IOException {
        to = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        to.createContext("/v1/embeddings", exchange -> {
            var body = new ObjectMapper().readTree(exchange.getRequestBody());
            bodies.add(body);
            var prompt = body.path("prompt_name").asText("");
            var texts = StreamSupport.stream(body.path("input").spliterator(), false)
                    .map(text -> prompt + text.textValue())
                    .toList();
            ScriptedServer.answer(exchange, 200, ScriptedServer.json(NEW.embed(texts, OptionalInt.empty())));
        });
        to.start();
    }

    @AfterEach
    void stop() {
        from.close();
        to.stop(0);
    }

    @TempDir
    Path directory;

    @Test
    void documentsHavePromptAndPriority() {
        var run = run("{\"id\": 1, \"text\": \"one\"}\n", "--to-prompt=document", "--priority=-5");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(bodies)
                .allSatisfy(body -> assertThat(body.path("model").textValue()).isEqualTo("new"));
        assertThat(bodies)
                .filteredOn(body -> body.path("input").toString().contains("\"one\""))
                .hasSize(1)
                .allSatisfy(body -> {
                    assertThat(body.path("prompt_name").textValue()).isEqualTo("document");
                    assertThat(body.path("priority").intValue()).isEqualTo(-5);
                    assertThat(body.path("input")).hasSize(2);
                });
        // the vector space is measured without a prompt, as the operator does
        assertThat(bodies).anyMatch(body -> body.path("input").size() == 10 && !body.has("prompt_name"));
    }

    @Test
    void resumedRunNeedsTheSamePrompt() {
        var files = List.of("--output=" + directory.resolve("vectors"), "--resume=" + directory.resolve("state"));
        var lines = "{\"id\": 1, \"text\": \"one\"}\n";

        assertThat(run(lines, files.get(0), files.get(1), "--to-prompt=document")
                        .exitCode())
                .isZero();
        assertThat(run(lines + lines, files.get(0), files.get(1)).err())
                .contains("the earlier run has embedded documents with another prompt: use the same --to-prompt");
        assertThat(run(lines + lines, files.get(0), files.get(1), "--to-prompt=document")
                        .exitCode())
                .isZero();
    }

    private CommandLineRun run(String input, String... more) {
        var arguments = new ArrayList<>(List.of(
                "reembed",
                "--from=" + from.base(),
                "--to=http://127.0.0.1:" + to.getAddress().getPort() + "/v1/",
                "--to-model=new"));
        arguments.addAll(List.of(more));
        return CommandLineRun.with(Map.of(), input, arguments.toArray(String[]::new));
    }
}
