package io.embeddingops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embeddingops.it.ControlPlane;
import io.embeddingops.it.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Texts are embedded anew from one real server to another: as the server itself embeds them one at a time. */
@EnabledIfSystemProperty(named = "e2e.transitions", matches = "true")
@ExtendWith(RealNode.class)
class ReembedE2E {

    private static final Duration START = Pace.of(180);
    private static final Duration LIMIT = Pace.of(300);
    private static final int TEXTS = 2000;
    /** One in so many vectors is compared with that of the text sent alone. */
    private static final int STEP = 10;

    private static final double SAME = 0.999;
    private static final List<String> SUBJECTS = List.of(
            "The old bridge", "A green boat", "Der späte Zug", "Le petit chat", "会議", "My invoice", "Her garden");
    private static final List<String> ENDS = List.of(
            "was painted last summer", "cannot be found", "costs %d euros", "has number %d", "wird %d Mal gezählt");

    private static Tenant tenant;
    private static LiveService from;
    private static LiveService to;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        tenant = SglangService.tenant(controlPlane);
        from = LiveService.create(tenant, "before", SglangService.TINY, "{}");
        to = LiveService.create(tenant, "after", SglangService.MINILM, "{}");
        from.awaitReady(START);
        to.awaitReady(START);
        from.awaitVerified(START);
        to.awaitVerified(START);
    }

    @AfterAll
    static void stop() {
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void runThatWasKilledIsContinued() throws Exception {
        var client = new EmbeddingClient(tenant.client(), Pace.of(60));
        var stored = client.embed(
                from.url(),
                "any",
                IntStream.range(0, 20).mapToObj(ReembedE2E::text).toList());
        Files.writeString(
                directory.resolve("texts"),
                IntStream.range(0, TEXTS)
                        .mapToObj(i -> line(i, i < stored.size() ? stored.get(i) : new double[0]))
                        .collect(Collectors.joining()));

        var killed = reembed(client);
        Awaitility.await(log()).atMost(LIMIT).until(() -> !killed.isAlive() || written() > TEXTS / 5);
        killed.destroyForcibly().waitFor();
        assertThat(written()).as(log()).isLessThan(TEXTS);
        var second = reembed(client);
        assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(log())
                .isTrue();
        assertThat(second.exitValue()).as(log()).isZero();

        var lines = Files.readAllLines(directory.resolve("vectors"));
        assertThat(lines).hasSize(TEXTS);
        var id = to.resource().getStatus().vectorSpace().id();
        var sizes = to.resource().getStatus().vectorSpace().dimensions();
        for (var i = 0; i < TEXTS; i++) {
            var line = new ObjectMapper().readTree(lines.get(i));
            assertThat(line.path("id").intValue()).isEqualTo(i);
            assertThat(line.path("vectorSpace").textValue()).isEqualTo(id);
            assertThat(line.path("embedding").size()).isEqualTo(sizes);
            if (i % STEP == 0) {
                var alone = client.embed(to.url(), "any", List.of(text(i))).get(0);
                assertThat(Vectors.cosine(vector(line.path("embedding")), alone))
                        .as("line %d", i)
                        .isGreaterThan(SAME);
            }
        }
        assertThat(log())
                .contains("20 stored vectors were compared with those of --from: all are of the same space")
                .contains(TEXTS + " texts are embedded");
        System.err.println(log());
    }

    private static String text(int number) {
        var end = ENDS.get(number % ENDS.size());
        return SUBJECTS.get(number % SUBJECTS.size()) + " " + String.format(end, number) + " (" + number + ")";
    }

    private static String line(int number, double[] stored) {
        var line = new ObjectMapper().createObjectNode().put("id", number).put("text", text(number));
        if (stored.length > 0) {
            var array = line.putArray("embedding");
            for (var component : stored) {
                array.add(component);
            }
        }
        return line + "\n";
    }

    private static double[] vector(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private Process reembed(EmbeddingClient client) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@hack/jvm.options",
                "-jar",
                "target/embedding-operator.jar",
                "reembed",
                "--from=" + client.resolved(from.url()),
                "--to=" + client.resolved(to.url()),
                "--from-id=" + from.resource().getStatus().vectorSpace().id(),
                "--to-id=" + to.resource().getStatus().vectorSpace().id(),
                "--input=" + directory.resolve("texts"),
                "--output=" + directory.resolve("vectors"),
                "--resume=" + directory.resolve("state"),
                "--sample-every=1"));
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("err").toFile()))
                .start();
    }

    private long written() throws IOException {
        var vectors = directory.resolve("vectors");
        if (!Files.exists(vectors)) {
            return 0;
        }
        try (var lines = Files.lines(vectors)) {
            return lines.count();
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            return "no log";
        }
    }
}
