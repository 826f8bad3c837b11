package io.embeddingops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embeddingops.fixtures.ScriptedModel;
import io.embeddingops.fixtures.ScriptedServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user says about the vector spaces is compared with what the servers return. */
class ReembedSpaceTest {

    @TempDir
    Path directory;

    private final ScriptedServer from = ScriptedServer.of(new ScriptedModel(64, 1));
    private final ScriptedServer to = ScriptedServer.of(new ScriptedModel(64, 2));
    private String fromId;
    private String toId;

    @BeforeEach
    void recordSpaces() {
        fromId = recorded(from, "from");
        toId = recorded(to, "to");
    }

    @AfterEach
    void stop() {
        from.close();
        to.close();
    }

    @Test
    void recordedVectorsConfirmAnId() {
        // the same model elsewhere: other roundings, so another id
        to.withVectors(question -> new ScriptedModel(64, 2)
                .of(question).stream()
                        .map(vector -> ScriptedModel.mixed(vector, new ScriptedModel(64, 9).random(1), 0.01))
                        .toList());

        var run = run("--from-id=" + fromId, "--to-id=" + toId, "--to-vectors=" + directory.resolve("to"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("from         " + fromId + " (confirmed by its vectors)")
                .contains("to           " + toId + " (confirmed by --to-vectors=" + directory.resolve("to") + ")");
        assertThat(run.out()).contains("\"vectorSpace\":\"" + toId + "\"");

        assertThat(run("--to-id=" + toId).err())
                .containsPattern("to           " + toId + " \\(as given, not confirmed: measured vs-[0-9a-f]{12}, ");
    }

    @Test
    void otherVectorsThanTheRecordedOnesAreRefused() {
        var run = run("--to-vectors=" + directory.resolve("from"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("has the vectors of " + fromId + ", but those of " + to.base() + " are others");
    }

    @Test
    void idOfOtherRecordedVectorsIsRefused() {
        assertThat(run("--to-vectors=" + directory.resolve("to"), "--to-id=" + fromId)
                        .err())
                .contains("has the vectors of " + toId + ", not of --to-id=" + fromId);
    }

    @Test
    void swappedAddressesAreRefused() {
        var run = run("--from-id=" + toId, "--to-id=" + fromId);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("--from and --to are swapped");
    }

    @Test
    void serverWithWrongVectorsIsRefused() {
        to.withVectors(question -> new ScriptedModel(64, question.number()).of(question));

        var run = run();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "--to: " + to.base() + ": UnstableEmbeddings: the same text sent twice has different vectors");
    }

    private String recorded(ScriptedServer server, String name) {
        var run = CommandLineRun.of(
                "verify",
                "--save",
                directory.resolve(name).toString(),
                server.base().toString());
        return run.out()
                .lines()
                .filter(line -> line.startsWith("fingerprint"))
                .findFirst()
                .orElseThrow()
                .substring(13);
    }

    private CommandLineRun run(String... more) {
        var arguments = new ArrayList<>(List.of("reembed", "--from=" + from.base(), "--to=" + to.base()));
        arguments.addAll(List.of(more));
        return CommandLineRun.with(Map.of(), "{\"id\": 1, \"text\": \"one\"}\n", arguments.toArray(String[]::new));
    }
}
