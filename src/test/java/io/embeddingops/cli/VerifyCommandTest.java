package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import io.embeddingops.fixtures.ScriptedServer.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @TempDir
    Path directory;

    @Test
    void reportsAServerThatPasses() {
        try (var server = ScriptedServer.of(model(1))) {
            var run = CommandLineRun.of("verify", "--dimensions", "64, 128", server.base() + "/");

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .contains(
                            "endpoint     " + server.base() + "/",
                            "model        scripted",
                            "dimensions   256",
                            "passed       the same text always has the same vector")
                    .anyMatch(line -> line.matches("fingerprint  vs-[0-9a-f]{12}"))
                    .anyMatch(line -> line.matches("passed       in \\d+ ms"))
                    .hasSize(19);
        }
    }

    @Test
    void reportsAServerThatFails() {
        try (var server = ScriptedServer.of(question -> question.texts().stream()
                .map(text -> new float[] {question.number(), 1})
                .map(ScriptedModel::unit)
                .toList())) {
            var run =
                    CommandLineRun.of("verify", "--model", "mine", server.base().toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .contains(
                            "FAILED       UnstableEmbeddings: the same text sent twice has different vectors: cosine 0.94",
                            "-            all declared dimensions are supported",
                            "\nfailed       in ");
            assertThat(server.seen()).noneMatch(seen -> seen.request().equals("GET /v1/models"));
        }
    }

    @Test
    void comparesWithASavedFingerprint() {
        var file = directory.resolve("golden").toString();
        try (var server = ScriptedServer.of(model(1));
                var other = ScriptedServer.of(model(2))) {
            assertThat(CommandLineRun.of("verify", "--save", file, server.base().toString())
                            .out())
                    .contains("saved        the fingerprint to " + file);

            var same =
                    CommandLineRun.of("verify", "--golden", file, server.base().toString());
            assertThat(same.exitCode()).isZero();
            assertThat(same.out())
                    .containsPattern("passed       golden fingerprint .* smallest cosine 1[.]0000, minimum 0[.]99");

            var different =
                    CommandLineRun.of("verify", "--golden", file, other.base().toString());
            assertThat(different.exitCode()).isEqualTo(1);
            assertThat(different.out())
                    .containsPattern(
                            "FAILED       golden fingerprint .* smallest cosine -?0[.]\\d{4}, minimum 0[.]99: ")
                    .contains("\nfailed       in ");

            var lenient = CommandLineRun.of(
                    "verify",
                    "--golden",
                    file,
                    "--min-cosine",
                    "0",
                    server.base().toString());
            assertThat(lenient.exitCode()).isZero();
        }
    }

    @Test
    void sendsTheApiKeyAndNeverPrintsIt() throws IOException {
        var key = Files.writeString(directory.resolve("key"), "s3cret\n").toString();
        try (var server =
                ScriptedServer.raw(exchange -> ScriptedServer.answer(exchange, 403, "{\"detail\": \"s3cret\"}"))) {
            var run = CommandLineRun.of(
                    "verify", "--api-key-file", key, server.base().toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(server.seen()).allMatch(seen -> seen.authorization().equals("Bearer s3cret"));
            assertThat(run.out() + run.err())
                    .contains("FAILED       Unauthorized: status 403 (***)", "\ninconclusive in ")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void reportsWhyVerificationWasNotPossible() throws IOException {
        var damaged = Files.writeString(directory.resolve("damaged"), "EOVS").toString();

        assertThat(CommandLineRun.of("verify", "http://127.0.0.1:1/v1"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err())
                        .startsWith("http://127.0.0.1:1/v1 does not list its models (no response: "));
        assertThat(CommandLineRun.of("verify", "--golden", damaged, "http://127.0.0.1:1/v1"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).startsWith(damaged + ": The fingerprint is damaged"));
        assertThat(CommandLineRun.of("verify", "--golden", "/nowhere/x", "http://127.0.0.1:1/v1")
                        .err())
                .startsWith("/nowhere/x: no such file");
    }

    @Test
    void reportsAllInvalidArguments() {
        var run = CommandLineRun.of(
                "verify",
                "--dimensions=64,,x",
                "--timeout-seconds=0",
                "--min-cosine=1.5",
                "--api-key-file=/nowhere/key",
                "http://user:s3cret@host/v1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "<URL> must be an http or https address without user and query, such as http://host:30000/v1",
                        "--dimensions=\"64,,x\" must be 1 to 65536, separated by commas",
                        "--timeout-seconds=\"0\" must be a whole number from 1 to 3600",
                        "--min-cosine=\"1.5\" must be a number from 0 to 1",
                        "--api-key-file=\"/nowhere/key\" cannot be read");
        assertThat(CommandLineRun.of("verify").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("verify", "host:30000/v1").exitCode()).isEqualTo(2);
    }

    private static Vectors model(long seed) {
        return new ScriptedModel(256, seed);
    }
}
